import { describe, expect, it } from "vitest";
import { parseCondition, parseUpdate } from "../src/world/expression.ts";
import { UnsupportedRequestError } from "../src/world/unsupported-request-error.ts";

describe("a condition expression", () => {
  const newer = parseCondition("attribute_not_exists(shown) OR shown < :time");

  it("holds when one of its alternatives does", () => {
    expect(newer(undefined, { ":time": "b" })).toBe(true);
    expect(newer({ shown: "a" }, { ":time": "b" })).toBe(true);
    expect(newer({ shown: "b" }, { ":time": "b" })).toBe(false);
  });

  it("compares nothing with an attribute that is missing", () => {
    expect(parseCondition("shown > :time")({}, { ":time": "a" })).toBe(false);
    expect(parseCondition("shown <> :time")(undefined, { ":time": "a" })).toBe(false);
  });

  it("holds with AND only when all of its terms do", () => {
    const both = parseCondition("attribute_exists(a) AND a >= :low");
    expect(both({ a: 2 }, { ":low": 2 })).toBe(true);
    expect(both({ a: 1 }, { ":low": 2 })).toBe(false);
  });

  it("is refused where DynamoDB knows more than the simulation", () => {
    expect(() => parseCondition("begins_with(a, :b)")).toThrow(UnsupportedRequestError);
    expect(() => parseCondition("(a < :b)")).toThrow(UnsupportedRequestError);
    expect(() => newer({ shown: "a" }, {})).toThrow(UnsupportedRequestError);
  });
});

describe("an update expression", () => {
  it("sets attributes, and adds to numbers that may be missing", () => {
    const update = parseUpdate("SET q1 = :q, t = :t ADD n :one");
    const values = { ":q": 5, ":t": "now", ":one": 1 };
    expect(update({ id: "a" }, values)).toEqual({ id: "a", q1: 5, t: "now", n: 1 });
    expect(update({ id: "a", n: 2, q1: 1 }, values)).toEqual({ id: "a", q1: 5, t: "now", n: 3 });
  });

  it("is refused where DynamoDB knows more than the simulation", () => {
    expect(() => parseUpdate("REMOVE q1")).toThrow(UnsupportedRequestError);
    expect(() => parseUpdate("SET a = if_not_exists(a, :b)")).toThrow(UnsupportedRequestError);
  });
});
