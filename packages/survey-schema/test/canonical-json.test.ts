import fc from "@lab/testing/fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../src/index.ts";

describe("canonical JSON", () => {
  it("sorts names by UTF-16 code units and writes numbers as ECMAScript does (RFC 8785, 3.2.2 and 3.2.3)", () => {
    const json = JSON.parse(
      '{"\\u20ac":"Euro","\\r":"CR","1":"One","numbers":[333333333.33333329,4.50,2e-3,-0]}',
    );
    expect(canonicalJson(json)).toBe(
      '{"\\r":"CR","1":"One","numbers":[333333333.3333333,4.5,0.002,0],"€":"Euro"}',
    );
  });

  it("keeps a field that is called __proto__ or toJSON", () => {
    expect(canonicalJson(JSON.parse('{"toJSON":1,"__proto__":{"a":2}}'))).toBe(
      '{"__proto__":{"a":2},"toJSON":1}',
    );
  });

  it("is the same however a value was serialised, and means the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const canonical = canonicalJson(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(JSON.stringify(value, null, 3)))).toBe(canonical);
        expect(JSON.parse(canonical)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
