import { describe, expect, it } from "vitest";
import { parseCondition } from "../src/world/condition-expression.ts";
import type { Placeholders } from "../src/world/placeholders.ts";
import { UnsupportedRequestError } from "../src/world/unsupported-request-error.ts";
import { parseUpdate } from "../src/world/update-expression.ts";

describe("a condition expression", () => {
  const values = (given: Placeholders["values"], names = {}) => ({ values: given, names });
  const newer = parseCondition("attribute_not_exists(shown) OR shown < :time");

  it("holds when one of its alternatives does", () => {
    expect(newer(undefined, values({ ":time": "b" }))).toBe(true);
    expect(newer({ shown: "a" }, values({ ":time": "b" }))).toBe(true);
    expect(newer({ shown: "b" }, values({ ":time": "b" }))).toBe(false);
  });

  it("compares nothing with an attribute that is missing", () => {
    expect(parseCondition("shown > :time")({}, values({ ":time": "a" }))).toBe(false);
    expect(parseCondition("shown <> :time")(undefined, values({ ":time": "a" }))).toBe(false);
  });

  it("holds with AND only when all of its terms do", () => {
    const both = parseCondition("attribute_exists(a) AND a >= :low");
    expect(both({ a: 2 }, values({ ":low": 2 }))).toBe(true);
    expect(both({ a: 1 }, values({ ":low": 2 }))).toBe(false);
  });

  it("binds AND closer than OR, and parentheses closer than both", () => {
    const given = values({ ":yes": 1, ":no": 0 });
    const item = { a: 1 };
    expect(parseCondition("a = :yes OR a = :no AND a = :no")(item, given)).toBe(true);
    expect(parseCondition("(a = :yes OR a = :no) AND a = :no")(item, given)).toBe(false);
    expect(parseCondition("(a = :no OR (a = :yes AND a <> :no))")(item, given)).toBe(true);
  });

  it("looks into maps, and finds nothing on a path that leads nowhere", () => {
    const names = { "#w": "withdrawal", "#m": "mode" };
    const kept = parseCondition("#w.#m = :keep");
    const given = values({ ":keep": "keep" }, names);
    expect(kept({ withdrawal: { mode: "keep" } }, given)).toBe(true);
    expect(kept({ withdrawal: { mode: "erase" } }, given)).toBe(false);
    expect(kept({ withdrawal: "keep" }, given)).toBe(false);
    expect(kept({}, given)).toBe(false);
    expect(parseCondition("attribute_not_exists(#w.#m)")({ withdrawal: {} }, given)).toBe(true);
  });

  it("is refused where DynamoDB knows more than the simulation", () => {
    for (const text of [
      "begins_with(a, :b)",
      "(a < :b",
      "a < :b)",
      "a < :b a < :b",
      "NOT a < :b",
      "a < b",
      "",
    ]) {
      expect(() => parseCondition(text), text).toThrow(UnsupportedRequestError);
    }
    expect(() => newer({ shown: "a" }, values({}))).toThrow(UnsupportedRequestError);
  });
});

describe("an update expression", () => {
  it("sets attributes, and adds to numbers that may be missing", () => {
    const update = parseUpdate("SET q1 = :q, t = :t ADD n :one");
    const given = { values: { ":q": 5, ":t": "now", ":one": 1 }, names: {} };
    expect(update({ id: "a" }, given)).toEqual({ id: "a", q1: 5, t: "now", n: 1 });
    expect(update({ id: "a", n: 2, q1: 1 }, given)).toEqual({ id: "a", q1: 5, t: "now", n: 3 });
  });

  it("removes attributes, also those that are not there", () => {
    const update = parseUpdate("SET a = :a REMOVE b, #c ADD n :a");
    const given = { values: { ":a": 1 }, names: { "#c": "count" } };
    expect(update({ b: 2, count: 3 }, given)).toEqual({ a: 1, n: 1 });
    expect(update({ d: 4 }, given)).toEqual({ d: 4, a: 1, n: 1 });
  });

  it("finds attributes by their placeholders, and refuses one that stands for nothing", () => {
    const update = parseUpdate("SET #time = :time ADD #count :one");
    const values = { ":time": "b", ":one": 1 };
    const names = { "#time": "time", "#count": "count" };
    expect(update({ time: "a" }, { values, names })).toEqual({ time: "b", count: 1 });
    expect(parseCondition("#time < :time")({ time: "a" }, { values, names })).toBe(true);
    expect(() => update({}, { values, names: {} })).toThrow(UnsupportedRequestError);
  });

  it("is refused where DynamoDB knows more than the simulation", () => {
    expect(() => parseUpdate("DELETE q1 :q")).toThrow(UnsupportedRequestError);
    expect(() => parseUpdate("REMOVE q1[0]")).toThrow(UnsupportedRequestError);
    expect(() => parseUpdate("SET a = if_not_exists(a, :b)")).toThrow(UnsupportedRequestError);
  });
});
