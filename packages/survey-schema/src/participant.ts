import * as z from "zod/mini";
import { surveySchema } from "./survey.ts";

/** An item of the participants table: a participant's newest answers by device time, and how many were accepted. */
export const participantSchema = z.object({
  ...z.pick(surveySchema, { user_id: true, q1: true, q2: true, q3: true, q4: true, q5: true, freetext: true })
    .shape,
  /** How many surveys of this participant were accepted: the number of their items in the submissions table. */
  num_submission: z.int().check(z.minimum(1)),
  /** When the shown answers were given: ISO 8601, the device's local time, no zone. */
  last_submission_time: z.iso.datetime({ local: true }),
});
/** A parsed item of the participants table: see {@link participantSchema}. */
export type Participant = z.infer<typeof participantSchema>;
