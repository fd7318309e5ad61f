import fc from "@lab/testing/fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../src/index.ts";
import { findIJsonIssues } from "../src/judge/i-json.ts";

const refused = (text: string) => findIJsonIssues(text).some(({ code }) => code === "unsafe_number");

/** A number as a fraction of two integers, exactly as it is written: no floating point is involved. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function fractionOf(text: string): Fraction {
  const [significand = "", exponentText = "0"] = text.toLowerCase().split("e");
  const [whole = "", decimals = ""] = significand.split(".");
  const exponent = BigInt(exponentText) - BigInt(decimals.length);
  const digits = BigInt(`${whole.replace("-", "")}${decimals}`);
  const signed = whole.startsWith("-") ? -digits : digits;
  return exponent >= 0n
    ? { numerator: signed * 10n ** exponent, denominator: 1n }
    : { numerator: signed, denominator: 10n ** -exponent };
}

/** A double as a fraction, by its bits. */
function fractionOfDouble(value: number): Fraction {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const high = bits.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  const hidden = biased === 0 ? 0n : 1n << 52n;
  const mantissa = hidden | (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4));
  const exponent = BigInt(Math.max(biased, 1)) - 1075n;
  const signed = high >>> 31 === 1 ? -mantissa : mantissa;
  return exponent >= 0n
    ? { numerator: signed << exponent, denominator: 1n }
    : { numerator: signed, denominator: 1n << -exponent };
}

const absolute = (value: bigint) => (value < 0n ? -value : value);
const equal = (a: Fraction, b: Fraction) => a.numerator * b.denominator === b.numerator * a.denominator;
const isInteger = ({ numerator, denominator }: Fraction) => numerator % denominator === 0n;
/** Whether b is as near to a as so many binary digits allow. */
const isNear = (a: Fraction, b: Fraction, binaryDigits: bigint) => {
  const difference = absolute(a.numerator * b.denominator - b.numerator * a.denominator);
  return difference << binaryDigits <= absolute(a.numerator) * b.denominator;
};

const digits = (options: { minLength: number; maxLength: number }) =>
  fc.string({ unit: fc.constantFrom(..."0000123456789"), ...options });
const exponents = fc.oneof(
  fc.integer({ min: -30, max: 30 }),
  fc.integer({ min: -345, max: -300 }),
  fc.integer({ min: 290, max: 320 }),
);
/** Any number that JSON can write, near every limit of a double more often than elsewhere. */
const numberText = fc
  .tuple(
    fc.constantFrom("", "-"),
    digits({ minLength: 1, maxLength: 20 }).map((text) => text.replace(/^0+(?=.)/, "")),
    fc.oneof(
      fc.constant(""),
      digits({ minLength: 1, maxLength: 25 }).map((text) => `.${text}`),
    ),
    fc.oneof(
      fc.constant(""),
      fc.tuple(fc.constantFrom("e", "E"), exponents).map(([e, exponent]) => `${e}${exponent}`),
    ),
  )
  .map((parts) => parts.join(""));

describe("a number that a double cannot hold", () => {
  it.each([
    ["beyond the largest double", ["1e400", "-1e400", "1.7976931348623159e308", "1e99999999999999999999"]],
    [
      "not zero, but read as zero",
      [
        "1e-400",
        "-1e-400",
        "0.1e-399",
        "2e-324",
        "1e-324",
        `0.${"0".repeat(400)}1`,
        "1e-99999999999999999999",
      ],
    ],
    [
      "read as another number near zero",
      ["3e-324", "7e-324", "4.9e-323", "5.1e-324", "1.23456789e-320", "2.2250738585072011e-308"],
    ],
    [
      "an integer beyond 2⁵³ − 1, however it is written",
      [
        "9007199254740992",
        "-9007199254740992",
        "9007199254740993",
        "9007199254740993.0",
        "9007199254740992.5",
        "9007199254740.993e3",
        "1e16",
        "1e300",
        "1.7976931348623157e308",
      ],
    ],
  ])("is %s", (_name, texts) => {
    expect(texts.filter((text) => !refused(text))).toEqual([]);
  });

  it.each([
    [
      "zero, however it is written",
      ["0", "-0", "0e5", "0E-999", "0.0e-999", "-0.000e400", "0e99999999999999999999"],
    ],
    [
      "an integer up to 2⁵³ − 1",
      ["9007199254740991", "-9007199254740991", "9007199254740991.0", "9.007199254740991e15"],
    ],
    [
      "a decimal fraction, which is rounded",
      ["0.1", "0.1000000000000000055", "3.1415926535897932384626", "5.2999999999999998"],
    ],
    ["as near to zero as a double comes", ["5e-324", "-5e-324", "5e-323", "50e-325", "0.5e-323", "1e-320"]],
    ["small", ["2.2250738585072014e-308", "2.2250738585072012e-308", "1e-300"]],
  ])("is not one that is %s", (_name, texts) => {
    expect(texts.filter((text) => refused(text))).toEqual([]);
  });

  it("is found wherever it is in a survey, and nothing else is taken for one", () => {
    expect(findIJsonIssues('{"a":[0.5,{"b":1e-400}],"c":"1e-400"}')).toMatchObject([
      { code: "unsafe_number", path: ["a", 1, "b"] },
    ]);
  });

  it("is no number that JavaScript writes, but for integers beyond 2⁵³ − 1", () => {
    const doubles = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -3e-308, max: 3e-308, noNaN: true }),
    );
    fc.assert(
      fc.property(doubles, (value) => {
        expect(refused(JSON.stringify(value))).toBe(Math.abs(value) > Number.MAX_SAFE_INTEGER);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is every number that reads as another one, beyond the rounding of fractions", () => {
    let [kept, exact, unsafe] = [0, 0, 0];
    fc.assert(
      fc.property(numberText, (text) => {
        const value: number = JSON.parse(text);
        const written = fractionOf(text);
        if (refused(text)) {
          unsafe += 1;
          const far = Math.abs(value) > Number.MAX_SAFE_INTEGER;
          expect(far || !equal(written, fractionOf(String(value)))).toBe(true);
          return;
        }
        kept += 1;
        if (equal(written, fractionOfDouble(value))) exact += 1;
        expect(Math.abs(value)).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
        // An integer is read as it is. Anything else is rounded to 53 binary digits, or is the very text of its double.
        if (isInteger(written)) expect(equal(written, fractionOfDouble(value))).toBe(true);
        else
          expect(
            isNear(written, fractionOfDouble(value), 53n) || equal(written, fractionOf(String(value))),
          ).toBe(true);
      }),
      { numRuns: 20_000, seed: 4711 },
    );
    expect(Math.min(kept, exact, unsafe)).toBeGreaterThan(500);
  });

  it("is one of any two that mean different numbers and have one canonical form, if they differ by more than rounding", () => {
    const nearZero = fc
      .tuple(fc.nat({ max: 99 }), fc.integer({ min: -326, max: -322 }))
      .map(([significand, exponent]) => `${significand}e${exponent}`);
    const nearTheLargestInteger = fc
      .tuple(fc.bigInt({ min: 2n ** 53n - 6n, max: 2n ** 53n + 6n }), fc.constantFrom("", ".0", ".25", ".5"))
      .map((parts) => parts.join(""));
    let collisions = 0;
    const pair = fc.oneof(
      fc.tuple(nearZero, nearZero),
      fc.tuple(nearTheLargestInteger, nearTheLargestInteger),
    );
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const [a, b] = [fractionOf(one), fractionOf(other)];
        if (equal(a, b) || canonicalJson(JSON.parse(one)) !== canonicalJson(JSON.parse(other))) return;
        collisions += 1;
        expect(refused(one) || refused(other) || isNear(a, b, 52n)).toBe(true);
      }),
      { numRuns: 5_000, seed: 4711 },
    );
    expect(collisions).toBeGreaterThan(100);
  });

  it("is told of a million digits as well", () => {
    const million = "0".repeat(1_000_000);
    expect(["1", "12"].map((end) => refused(`0.${million}${end}`))).toEqual([true, true]);
    expect(refused(`0.${million}e-5`)).toBe(false);
    expect(refused(`0.${`${"0".repeat(999)}1`.repeat(1_000)}e-400`)).toBe(true);
  });
});
