import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";
import { assertVendable } from "./vend-credentials.ts";

/** Which participant an enrolment code is of: the study's, given to each participant once and kept on their phone. */
export interface Enrolments {
  /** @returns undefined for a code that is nobody's. */
  participantOf(code: string): string | undefined;
}

const table = z.record(z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hex"), z.string());

/**
 * Reads a table of enrolment codes: a JSON object with the SHA-256 of each code and the participant that it is of. Codes
 * themselves are nowhere but with their participants. They must be random, of 16 bytes or more: shorter ones, or words, can be
 * guessed by whoever reads the table, and by asking.
 *
 * @throws UnvendableParticipantError for a participant who could not be vended credentials; an error of zod for another table.
 */
export function readEnrolments(path: string): Enrolments {
  const participants = new Map(Object.entries(table.parse(JSON.parse(readFileSync(path, "utf8")))));
  for (const participantId of participants.values()) assertVendable(participantId);
  return { participantOf: (code) => participants.get(hash("sha256", code)) };
}
