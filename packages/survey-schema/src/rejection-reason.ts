import * as z from "zod/mini";

/** One thing that is wrong with the shape of a survey. It never quotes the survey's values. */
export const surveyIssueSchema = z.object({
  /** What kind of thing, e.g. `invalid_type`, `too_big`, `duplicate_name`. */
  code: z.string(),
  /** Where: names and indexes from the top of the survey. */
  path: z.readonly(z.array(z.union([z.string(), z.number()]))),
  message: z.string(),
});
/** One thing that is wrong with the shape of a survey. It never quotes the survey's values. */
export type SurveyIssue = Readonly<z.infer<typeof surveyIssueSchema>>;

/**
 * Why a survey was rejected: a closed set.
 *
 * - `not_json`: the body is not a JSON text;
 * - `malformed`: JSON, but not a well-formed survey in I-JSON; carries its issues (of I-JSON the first 20);
 * - `too_fast`: answered in {@link MIN_TIME_ELAPSED} seconds or less;
 * - `no_text`: the free text is blank;
 * - `wrong_sender`: sent with credentials that are not the participant's own, where each participant has some; carries who
 *   sent it, SQS's `SenderId`, empty if there was none;
 * - `conflicting`: a different survey already holds the same participant and second.
 */
export const rejectionReasonSchema = z.discriminatedUnion("code", [
  z.object({ code: z.literal("not_json") }),
  z.object({ code: z.literal("malformed"), issues: z.readonly(z.array(surveyIssueSchema)) }),
  z.object({ code: z.literal("too_fast") }),
  z.object({ code: z.literal("no_text") }),
  z.object({ code: z.literal("wrong_sender"), sender_id: z.string() }),
  z.object({ code: z.literal("conflicting") }),
]);
/** Why a survey was rejected: see {@link rejectionReasonSchema}. */
export type RejectionReason = Readonly<z.infer<typeof rejectionReasonSchema>>;

/** A valid survey took longer than this many seconds to answer. */
export const MIN_TIME_ELAPSED = 3;
