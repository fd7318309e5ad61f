import { createHash } from "node:crypto";
import { canonicalJson, parseSurvey } from "@lab/survey-schema";

/** The SHA-256 by which the processor tells whether two texts are the same survey. */
export function contentHash(text: string): string | undefined {
  const parsed = parseSurvey(text);
  if (!parsed.wellFormed) return undefined;
  // RFC 8785: neither white space nor the order of fields matters.
  return createHash("sha256").update(canonicalJson(parsed.json)).digest("hex");
}
