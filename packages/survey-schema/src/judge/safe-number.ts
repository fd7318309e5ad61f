/** The smallest double that has all its 53 binary digits: 2⁻¹⁰²². Below it, doubles lose digits on the way to zero. */
const MIN_NORMAL = 2.2250738585072014e-308;

const DECIMAL = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Whether a double holds the number that a JSON text writes. Two texts that mean different numbers could otherwise have one
 * canonical form. It does not hold
 *
 * - integers beyond ±(2⁵³−1), however they are written (`1e300`, `9007199254740993.0`), and what is too large for any double;
 * - numbers nearer to zero than 2⁻¹⁰²², unless the text is, as a number, what JavaScript writes of the double (`5e-324` is, `3e-324` and
 *   `1e-400` are not).
 *
 * A fraction between those limits is rounded to the nearest double, as every reader of JSON does: the error is at most one
 * part in 2⁵³, and `0.1` is held. Programs print a double with up to 17 digits, so digits that go beyond it are no fault.
 *
 * @param text - a number, as JSON's grammar has it.
 * @param value - what `JSON.parse` made of it.
 */
export function isSafeNumber(text: string, value: number): boolean {
  const size = Math.abs(value);
  if (size >= MIN_NORMAL) return size <= Number.MAX_SAFE_INTEGER;
  const [written, read] = [decimalOf(text), decimalOf(String(value))];
  return written.digits === read.digits && (written.digits === "" || written.exponent === read.exponent);
}

/** A number without its sign: digits that neither begin nor end with 0, and the power of ten of the last. Zero has no digits. */
interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

function decimalOf(text: string): Decimal {
  const [, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(text) ?? [];
  const significant = `${whole}${fraction}`.replace(/^0+/, "");
  const digits = withoutEndingZeros(significant);
  return { digits, exponent: Number(exponent) - fraction.length + significant.length - digits.length };
}

/** Not by a pattern: `0+$` looks at each run of zeros again and again, and a message has room for a million. */
function withoutEndingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}
