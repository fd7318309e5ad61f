import { describe, expect, it } from "vitest";
import { parsePut } from "../src/world/object-store.ts";
import { emptyStorage } from "../src/world/storage.ts";
import { parseTransaction } from "../src/world/transaction.ts";
import { beginTransaction, commitTransaction, rollBackTransaction } from "../src/world/transaction-engine.ts";
import { UnsupportedRequestError } from "../src/world/unsupported-request-error.ts";

const countOne = (submission_time: string) =>
  parseTransaction({
    TransactItems: [
      {
        Put: {
          TableName: "submissions",
          Item: { user_id: "0001", submission_time },
          ConditionExpression: "attribute_not_exists(user_id)",
        },
      },
      {
        Update: {
          TableName: "participants",
          Key: { user_id: "0001" },
          UpdateExpression: "ADD num_submission :one",
          ExpressionAttributeValues: { ":one": 1 },
        },
      },
    ],
  });

describe("the simulated transactions", () => {
  it("cancel one that meets another at an item, and name the item", () => {
    const storage = emptyStorage();
    const held = new Set<string>();
    expect(beginTransaction(storage, held, countOne("a"))).toEqual({ begun: true });
    const objections = [{ code: "None" }, { code: "TransactionConflict" }];
    expect(beginTransaction(storage, held, countOne("b"))).toEqual({ begun: false, objections });
    commitTransaction(storage, held, countOne("a"));
    expect(beginTransaction(storage, held, countOne("b"))).toEqual({ begun: true });
  });

  it("cancel one whose condition fails, and write nothing of it", () => {
    const storage = emptyStorage();
    const held = new Set<string>();
    beginTransaction(storage, held, countOne("a"));
    commitTransaction(storage, held, countOne("a"));
    const objections = [{ code: "ConditionalCheckFailed" }, { code: "None" }];
    expect(beginTransaction(storage, held, countOne("a"))).toEqual({ begun: false, objections });
    expect([...storage.participants.values()]).toEqual([{ user_id: "0001", num_submission: 1 }]);
    expect(held).toEqual(new Set());
  });

  it("write nothing when they are rolled back", () => {
    const storage = emptyStorage();
    const held = new Set<string>();
    beginTransaction(storage, held, countOne("a"));
    rollBackTransaction(held, countOne("a"));
    expect([storage, held]).toEqual([emptyStorage(), new Set()]);
  });
});

describe("a request that the simulation does not know", () => {
  it("is refused, and not passed over in silence", () => {
    const put = { Bucket: "surveys", Key: "a", Body: "{}", ContentType: "application/json" };
    expect(parsePut({ ...put, IfNoneMatch: "*" }).ifNoneMatch).toBe(true);
    expect(() => parsePut({ ...put, IfMatch: "etag" })).toThrow(UnsupportedRequestError);
    expect(() => parseTransaction({ TransactItems: [{ Delete: { TableName: "a", Key: {} } }] })).toThrow(
      UnsupportedRequestError,
    );
  });
});
