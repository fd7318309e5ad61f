import { describe, expect, it } from "vitest";
import { code, parse } from "./code.ts";
import { undashedParameters } from "./undashed-parameters.ts";

describe("the text of a parameter", () => {
  it("follows a dash, as TSDoc prescribes", () => {
    expect(code.flatMap(undashedParameters)).toEqual([]);
  });

  it("is found out without one", () => {
    const text =
      "/**\n * @param first - a\n * @param second b\n */\nfunction f(first: string, second: string) {}";
    expect(undashedParameters(parse("a.ts", text))).toEqual(['a.ts:3: write "@param second - …"']);
  });
});
