import { describe, expect, it } from "vitest";
import { readBatchResponse } from "../../src/trigger/batch-response.ts";

const ids = ["a", "b", "c"];

describe("a batch's response", () => {
  it.each([[null], [undefined], [{}], [{ batchItemFailures: [] }], [{ batchItemFailures: null }]])(
    "%j means that all succeeded",
    (response) => {
      expect(readBatchResponse(response, ids).kept).toEqual([]);
    },
  );

  it("keeps what it names, once", () => {
    const response = {
      batchItemFailures: [{ itemIdentifier: "b" }, { itemIdentifier: "b" }, { itemIdentifier: "a" }],
    };
    expect(readBatchResponse(response, ids).kept).toEqual(["b", "a"]);
  });

  it.each([
    [{ batchItemFailures: [{ itemIdentifier: "" }] }],
    [{ batchItemFailures: [{ itemIdentifier: null }] }],
    [{ batchItemFailures: [{ itemIdentifier: "a" }, { itemIdentifier: "unknown" }] }],
    [{ batchItemFailures: [{ itemIdentifier: "a" }, { messageId: "b" }] }],
    [{ batchItemFailures: ["a"] }],
    [{ batchItemFailures: "a" }],
    ["ok"],
    [true],
    [[]],
  ])("%j means that all failed", (response) => {
    expect(readBatchResponse(response, ids).kept).toEqual(ids);
  });
});
