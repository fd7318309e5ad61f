import { describe, expect, it } from "vitest";
import { parseBatchGet } from "../src/world/batch-get.ts";
import { parsePut, putObject, readObject } from "../src/world/object-store.ts";
import { deleteVersion, listVersions } from "../src/world/object-versions.ts";
import { transactionCanceled } from "../src/world/service-errors.ts";
import { emptyStorage } from "../src/world/storage.ts";
import { parseTransaction } from "../src/world/transaction.ts";
import { beginTransaction } from "../src/world/transaction-engine.ts";
import { UnsupportedRequestError } from "../src/world/unsupported-request-error.ts";
import { deleteObjects } from "../src/world/version-requests.ts";

const name = { bucket: "surveys", key: "a.json" };
const put = (Body: string) =>
  parsePut({ Bucket: name.bucket, Key: name.key, Body, ContentType: "application/json" });

describe("the simulated buckets", () => {
  it("keep what was there under what is put, and under a delete marker", () => {
    const storage = emptyStorage();
    putObject(storage, put("old"));
    putObject(storage, put("new"));
    deleteObjects(storage, [{ ...name, versionId: undefined }], () => false);
    expect(readObject(storage, name)).toBeUndefined();
    expect(listVersions(storage, "surveys", "a").map(({ isMarker }) => isMarker)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it("show the version below one that was deleted for good, and use no version's id again", () => {
    const storage = emptyStorage();
    putObject(storage, put("old"));
    putObject(storage, put("new"));
    deleteVersion(storage, name, "v2");
    expect(readObject(storage, name)?.body).toBe("old");
    putObject(storage, put("newest"));
    expect(listVersions(storage, "surveys", "").map(({ versionId }) => versionId)).toEqual(["v1", "v3"]);
    expect([...storage.erased.keys()]).toEqual(["surveys/a.json"]);
  });
});

describe("the simulated BatchGetItem", () => {
  const request = {
    Keys: [{ user_id: "1" }, { user_id: "2" }],
    ConsistentRead: true,
    ProjectionExpression: "#a0, #a1",
    ExpressionAttributeNames: { "#a0": "user_id", "#a1": "withdrawal" },
  };
  const item = { user_id: "1", withdrawal: { mode: "keep" }, q1: 5 };

  it("gives what was asked for of those who have a record, and names those whom it left out", () => {
    const batchGet = parseBatchGet({ RequestItems: { participants: request } });
    expect(
      batchGet.answer(
        ({ key }) => (key === "1" ? item : undefined),
        () => false,
      ),
    ).toEqual({
      Responses: { participants: [{ user_id: "1", withdrawal: { mode: "keep" } }] },
      UnprocessedKeys: {},
    });
    expect(
      batchGet.answer(
        () => item,
        ({ key }) => key === "2",
      ),
    ).toMatchObject({
      UnprocessedKeys: { participants: { Keys: [{ user_id: "2" }], ConsistentRead: true } },
    });
  });

  it("is refused with the same key twice, with more than 100, or for what it does not know", () => {
    const twice = [{ user_id: "1" }, { user_id: "1" }];
    const many = Array.from({ length: 101 }, (_, index) => ({ user_id: `${index}` }));
    for (const changed of [{ Keys: twice }, { Keys: many }, { AttributesToGet: ["q1"] }]) {
      const input = { RequestItems: { participants: { ...request, ...changed } } };
      expect(() => parseBatchGet(input)).toThrow(UnsupportedRequestError);
    }
  });
});

describe("a cancelled transaction", () => {
  const update = (returned: "ALL_OLD" | "NONE") =>
    parseTransaction({
      TransactItems: [
        {
          Update: {
            TableName: "participants",
            Key: { user_id: "1" },
            UpdateExpression: "ADD n :one",
            ConditionExpression: "attribute_not_exists(#w)",
            ExpressionAttributeNames: { "#w": "withdrawal" },
            ExpressionAttributeValues: { ":one": 1 },
            ReturnValuesOnConditionCheckFailure: returned,
          },
        },
      ],
    });

  it("tells the item as it is on the wire, if it was asked to", () => {
    const storage = emptyStorage();
    storage.participants.set("1", { user_id: "1", withdrawal: { mode: "keep" } });
    const itemTold = (returned: "ALL_OLD" | "NONE") => {
      const result = beginTransaction(storage, new Set(), update(returned));
      const [reason] = transactionCanceled(result.begun ? [] : result.objections).CancellationReasons ?? [];
      return [reason?.Code, reason?.Item];
    };
    const onTheWire = { user_id: { S: "1" }, withdrawal: { M: { mode: { S: "keep" } } } };
    expect(itemTold("ALL_OLD")).toEqual(["ConditionalCheckFailed", onTheWire]);
    expect(itemTold("NONE")).toEqual(["ConditionalCheckFailed", undefined]);
  });
});
