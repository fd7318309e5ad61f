import { createHash } from "node:crypto";
import { canonicalJson } from "@lab/survey-schema";
import { judge } from "./evening.ts";

/** The SHA-256 by which the processor tells whether two texts are the same survey. */
export function contentHash(text: string): string | undefined {
  const parsed = judge.parse(text);
  if (!parsed.wellFormed) return undefined;
  // RFC 8785: neither white space nor the order of fields matters.
  return createHash("sha256").update(canonicalJson(parsed.json)).digest("hex");
}
