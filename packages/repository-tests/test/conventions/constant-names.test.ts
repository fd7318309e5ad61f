import { describe, expect, it } from "vitest";
import { code, parse } from "./code.ts";
import { misnamedConstants } from "./constant-names.ts";

describe("a constant of a module", () => {
  it("is CONSTANT_CASE if its value is written out, and camelCase if not", () => {
    expect(code.length).toBeGreaterThan(500);
    expect(code.flatMap(misnamedConstants)).toEqual([]);
  });

  it.each([
    ["const maxBytes = 1_024;", "MAX_BYTES"],
    ["export const key: string = 'a' as const;", "KEY"],
    ["const awsRegion = /^eu-/;", "AWS_REGION"],
    [`const pageURL = \`https://\${host}\`;`, "PAGE_URL"],
    ["const on = !true;", "ON"],
    ["const day = 24 * (HOUR + limits.MINUTE);", "DAY"],
    ["const other = SAME;", "OTHER"],
    ["const ETag = 'x';", "E_TAG"],
    ["const MAX_NAMES = ['a'];", "maxNames"],
    ["const CODES = { a: 1 } satisfies object;", "codes"],
    ["const PATTERN = new RegExp('a');", "pattern"],
    ["const NOW = Date.now() + 5;", "now"],
    ["const LENGTH = 'MMDDYY'.length;", "length"],
    ["const Table = await read();", "table"],
  ])("is found out in %s", (text, right) => {
    expect(misnamedConstants(parse("a.ts", `\n${text}`))).toEqual([
      expect.stringMatching(new RegExp(`^a\\.ts:2: \\w+ should be ${right}$`)),
    ]);
  });

  it.each([
    "const MAX_BYTES = 1;",
    "const day = hours * 24;",
    "const TrueDate = Date;",
    "const Stub = class {};",
    "const { TABLE_NAME } = process.env;",
    "declare const __VERSION__: string;",
    "function f() { const maxBytes = 1; }",
    "let count = 0;",
  ])("is left alone in %s", (text) => {
    expect(misnamedConstants(parse("a.ts", text))).toEqual([]);
  });
});
