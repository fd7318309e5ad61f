import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";
import { assertVendable } from "./vend-credentials.ts";

/**
 * The participant to whom an enrolment code belongs. The study gives each participant one code, which is kept
 * on their phone.
 */
export interface Enrolments {
  /** @returns undefined for a code that is nobody's. */
  participantOf(code: string): string | undefined;
}

const table = z.record(z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hex"), z.string());

/**
 * Reads a table of enrolment codes. It is a JSON object with the SHA-256 of each code and its participant.
 * Only the participants have the codes themselves. Codes must be random, of 16 bytes or more. Whoever reads
 * the table, or asks the endpoint often enough, could guess shorter ones, or words.
 *
 * @throws UnvendableParticipantError for a participant who could not be vended credentials; an error of zod for another table.
 */
export function readEnrolments(path: string): Enrolments {
  const participants = new Map(Object.entries(table.parse(JSON.parse(readFileSync(path, "utf8")))));
  for (const participantId of participants.values()) assertVendable(participantId);
  return { participantOf: (code) => participants.get(hash("sha256", code)) };
}
