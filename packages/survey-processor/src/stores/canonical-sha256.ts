import { hash } from "node:crypto";
import { canonicalJson } from "@lab/survey-schema";

/** What two surveys are compared by: the SHA-256, in hex, of the canonical JSON (RFC 8785) of the whole survey. */
export function canonicalSha256(json: unknown): string {
  return hash("sha256", canonicalJson(json));
}
