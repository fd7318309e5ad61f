import fc from "@lab/testing/fast-check";
import { describe, expect, it } from "vitest";
import { findIJsonIssues, MAX_ISSUES, MAX_NESTING } from "../src/judge/i-json.ts";

const found = (text: string) => findIJsonIssues(text).map(({ code, path }) => [code, ...path]);

describe("I-JSON", () => {
  it.each([
    ['{"a":1,"a":1}', [["duplicate_name", "a"]]],
    ['{"a":1,"\\u0061":2}', [["duplicate_name", "a"]]],
    ['{"__proto__":1,"__proto__":2}', [["duplicate_name", "__proto__"]]],
    ['[{"a":{"b":1 , "b" : 2}}]', [["duplicate_name", 0, "a", "b"]]],
    ['{"a":{"a":1},"b":{"a":1}}', []],
    ['{"a":"a","b":["a","a"]}', []],
    ['{"a":"\\ud800"}', [["lone_surrogate", "a"]]],
    ['{"a":"\\udc00\\ud800"}', [["lone_surrogate", "a"]]],
    ['{"\\ud83d":1}', [["lone_surrogate", "\ud83d"]]],
    ['{"a":"\\ud83d\\ude00"}', []],
    ['{"a":"\\\\ud800 \\" {[,"}', []],
    ["[9007199254740991,-9007199254740991]", []],
    ["[1,9007199254740992]", [["unsafe_number", 1]]],
    ["[-9007199254740992]", [["unsafe_number", 0]]],
    ["[1e20]", [["unsafe_number", 0]]],
    ['{"a":1e400}', [["unsafe_number", "a"]]],
    ["[0.1,-0,1E-5,2.5e3]", []],
    ["[true,false,null]", []],
    [" [ ] ", []],
    ["1e400", [["unsafe_number"]]],
  ])("%s → %j", (text, expected) => {
    JSON.parse(text);
    expect(found(text)).toEqual(expected);
  });

  it("nests as deep as the limit and no deeper", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(found(nested(MAX_NESTING))).toEqual([]);
    expect(findIJsonIssues(nested(MAX_NESTING + 1)).map(({ code }) => code)).toEqual(["too_deep"]);
    expect(findIJsonIssues(nested(500_000)).map(({ code }) => code)).toEqual(["too_deep"]);
  });

  it("says little of a text with endless issues under endless names, so that it can be kept with its reasons", () => {
    const name = "k".repeat(100_000);
    const issues = findIJsonIssues(`{"${name}":[${Array(20_000).fill("1e99").join(",")}]}`);
    expect(issues).toHaveLength(MAX_ISSUES);
    expect(issues.at(-1)).toMatchObject({ path: [`${"k".repeat(64)}…`, MAX_ISSUES - 1] });
    const deep = `${`{"${name}":`.repeat(MAX_NESTING)}1e99${"}".repeat(MAX_NESTING)}`;
    expect(JSON.stringify(findIJsonIssues(deep)).length).toBeLessThan(10_000);
  });

  it("tells long names apart by all of their characters", () => {
    const name = "k".repeat(1_000);
    expect(found(`{"${name}a":1,"${name}b":1}`)).toEqual([]);
    expect(found(`{"${name}a":1,"${name}a":1}`)).toEqual([["duplicate_name", `${"k".repeat(64)}…`]]);
  });

  it("finds nothing in what JSON.stringify writes, but for numbers beyond doubles' exact integers", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const issues = findIJsonIssues(JSON.stringify(value, null, indent));
        expect(issues.filter(({ code }) => code !== "unsafe_number")).toEqual([]);
      }),
    );
  });

  it("finds a name that was written twice, wherever it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.jsonValue(), (before, name, value) => {
        const entry = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        const text = `[${JSON.stringify(before)},{${entry},${entry}}]`;
        expect(found(text)).toContainEqual(["duplicate_name", 1, name]);
      }),
    );
  });
});
