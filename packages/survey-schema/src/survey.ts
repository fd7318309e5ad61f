import * as z from "zod/mini";
import { submissionTime } from "./timestamp.ts";

/** How long a free text may be, in Unicode characters (an emoji counts as one, whatever a device's encoding). */
export const MAX_FREETEXT_CHARACTERS = 10_000;

/** A participant's id. */
export const USER_ID = /^[A-Za-z0-9_-]{1,64}$/;

const TEXT = "must be a string";
const SECONDS = "must be a number of seconds, 0 or more";
const LIKERT = "must be an integer from 1 to 5";
const likertItem = z.int(LIKERT).check(z.minimum(1, LIKERT), z.maximum(5, LIKERT));

/**
 * A well-formed survey. Unknown extra fields are allowed in the JSON and left out of the parsed survey: they stay in
 * the raw object and never reach a table.
 */
export const surveySchema = z.object(
  {
    /** The participant: 1 to 64 of `A-Z a-z 0-9 _ -`; leading zeros matter. */
    user_id: z.string(TEXT).check(z.regex(USER_ID, "must be 1 to 64 of A-Z a-z 0-9 _ -")),
    /** When it was answered, by the device's local clock: `MMDDYYHHMMSS`. */
    timestamp: z
      .string(TEXT)
      .check(
        z.refine((text) => submissionTime(text) !== undefined, "must be a real date and time, MMDDYYHHMMSS"),
      ),
    /** How long answering took, in seconds. */
    time_elapsed: z.number(SECONDS).check(z.minimum(0, SECONDS)),
    q1: likertItem,
    q2: likertItem,
    q3: likertItem,
    q4: likertItem,
    q5: likertItem,
    freetext: z
      .string(TEXT)
      .check(z.refine(hasAllowedLength, `must be at most ${MAX_FREETEXT_CHARACTERS} characters`)),
  },
  "must be a JSON object",
);

/** A well-formed survey, as {@link surveySchema} describes it. */
export type Survey = z.infer<typeof surveySchema>;

/** What makes two messages the same submission: the participant and the second. */
export type SurveyIdentity = Pick<Survey, "user_id" | "timestamp">;

function hasAllowedLength(text: string): boolean {
  if (text.length <= MAX_FREETEXT_CHARACTERS) return true;
  if (text.length > 2 * MAX_FREETEXT_CHARACTERS) return false;
  return [...text].length <= MAX_FREETEXT_CHARACTERS;
}
