import { describe, expect, it } from "vitest";
import { acknowledged } from "../src/queue/queue-trigger.ts";

const batch = [{ planned: { id: "m1" } }, { planned: { id: "m2" } }];
const failed = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

describe("what the trigger deletes", () => {
  it("is everything that was not reported as failed", () => {
    expect(acknowledged(batch, failed())).toEqual(batch);
    expect(acknowledged(batch, failed("m1"))).toEqual([batch[1]]);
  });

  it("is nothing when an identifier is unknown or empty", () => {
    expect(acknowledged(batch, failed("m3"))).toEqual([]);
    expect(acknowledged(batch, failed(""))).toEqual([]);
  });
});
