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
 * - `unknown_questionnaire`: the study does not have the questionnaire, or not this version of it; carries which;
 * - `too_fast`: answered in the questionnaire's `minSeconds` or less;
 * - `no_text`: a required text is blank;
 * - `failed_check`: an attention check has another answer than it expects;
 * - `wrong_sender`: sent with credentials that are not the participant's own, where each participant has some; carries who
 *   sent it, SQS's `SenderId`, empty if there was none;
 * - `conflicting`: a different survey already holds the same participant, second and questionnaire;
 * - `withdrawn`: the participant has withdrawn. Of this survey alone the body is not kept.
 */
export const rejectionReasonSchema = z.discriminatedUnion("code", [
  z.object({ code: z.literal("not_json") }),
  z.object({ code: z.literal("malformed"), issues: z.readonly(z.array(surveyIssueSchema)) }),
  z.object({ code: z.literal("unknown_questionnaire"), questionnaire: z.string() }),
  z.object({ code: z.literal("too_fast") }),
  z.object({ code: z.literal("no_text") }),
  z.object({ code: z.literal("failed_check") }),
  z.object({ code: z.literal("wrong_sender"), sender_id: z.string() }),
  z.object({ code: z.literal("conflicting") }),
  z.object({ code: z.literal("withdrawn") }),
]);
/** Why a survey was rejected: see {@link rejectionReasonSchema}. */
export type RejectionReason = Readonly<z.infer<typeof rejectionReasonSchema>>;
