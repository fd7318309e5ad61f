import { hash } from "node:crypto";
import { canonicalJson, type Questionnaire } from "@lab/survey-schema";

/**
 * The SHA-256 of a definition's canonical JSON (RFC 8785), in hexadecimal. The order of items and options counts, that of fields does not.
 */
export function definitionHash(questionnaire: Questionnaire): string {
  return hash("sha256", canonicalJson(questionnaire));
}
