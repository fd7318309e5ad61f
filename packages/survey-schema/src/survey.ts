import * as z from "zod";
import { submissionTime } from "./timestamp.ts";

/** How long a free text may be, in Unicode characters (an emoji counts as one, whatever a device's encoding). */
export const MAX_FREETEXT_CHARACTERS = 10_000;

const likertItem = z.int("must be an integer from 1 to 5").min(1).max(5);

/**
 * A well-formed survey. Unknown extra fields are allowed in the JSON and left out of the parsed survey: they stay in
 * the raw object and never reach a table.
 */
export const surveySchema = z.object({
  /** The participant: 1 to 64 of `A-Z a-z 0-9 _ -`; leading zeros matter. */
  user_id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 of A-Z a-z 0-9 _ -"),
  /** When it was answered, by the device's local clock: `MMDDYYHHMMSS`. */
  timestamp: z
    .string()
    .refine((text) => submissionTime(text) !== undefined, "must be a real date and time, MMDDYYHHMMSS"),
  /** How long answering took, in seconds. */
  time_elapsed: z.number().min(0),
  q1: likertItem,
  q2: likertItem,
  q3: likertItem,
  q4: likertItem,
  q5: likertItem,
  freetext: z
    .string()
    .refine(hasAllowedLength, `must be at most ${MAX_FREETEXT_CHARACTERS.toLocaleString("en")} characters`),
});

/** A well-formed survey, as {@link surveySchema} describes it. */
export type Survey = z.infer<typeof surveySchema>;

/** What makes two messages the same submission: the participant and the second. */
export type SurveyIdentity = Pick<Survey, "user_id" | "timestamp">;

function hasAllowedLength(text: string): boolean {
  if (text.length <= MAX_FREETEXT_CHARACTERS) return true;
  if (text.length > 2 * MAX_FREETEXT_CHARACTERS) return false;
  return [...text].length <= MAX_FREETEXT_CHARACTERS;
}
