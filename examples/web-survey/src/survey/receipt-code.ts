import { canonicalJson } from "@lab/survey-schema";

/** How many hexadecimal digits a code has: 48 bits, so that 100,000 surveys share none but with a chance of 1 in 56,000. */
const DIGITS = 12;
const GROUP = 4;

/**
 * The code by which a participant and the lab speak of one survey: the first 12 digits of the SHA-256 of its canonical JSON
 * (RFC 8785), as the ledger has it in `canonical_sha256`. The same survey has the same code, on any device; any change of an
 * answer is another code.
 *
 * @param json - the survey.
 * @example await receiptCode(survey); // "3F9A-2C81-D07E"
 */
export async function receiptCode(json: unknown): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonicalJson(json)));
  const digits = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const groups = Array.from({ length: DIGITS / GROUP }, (_, i) => digits.slice(i * GROUP, (i + 1) * GROUP));
  return groups.join("-").toUpperCase();
}
