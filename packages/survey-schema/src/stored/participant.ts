import * as z from "zod/mini";
import { userIdSchema } from "../judge/envelope.ts";
import { readAnswers } from "../judge/read-answers.ts";
import { isRecord } from "../judge/read-envelope.ts";
import type { SurveyIssue } from "../judge/rejection-reason.ts";
import { defaultItemNames, findQuestionnaire, type Study } from "../questionnaire/study.ts";
import { parseSubmissionTime } from "../time/timestamp.ts";
import { ITEM_FORMAT } from "./format.ts";
import { attributesOf } from "./shown-survey.ts";
import { withdrawalSchema } from "./withdrawal.ts";

/**
 * An item of the participants table: how many surveys of the participant were accepted, and of each questionnaire the newest answers
 * by device time.
 *
 * Those of the default questionnaire are attributes by item name, with `version` and `last_submission_time`. Those of another one,
 * `momentary` for example, are `momentary_answers` (a map), `momentary_version` and `momentary_submission_time`.
 */
export const participantSchema = z.catchall(
  z.object({
    user_id: userIdSchema,
    /** The number of the participant's items in the submissions table. */
    num_submission: z.int().check(z.minimum(0)),
    /** The format of the record. So far there is one. */
    format: z.literal(ITEM_FORMAT),
    /** The tombstone of a participant who has withdrawn. Only then may there be no submission. */
    withdrawal: z.optional(withdrawalSchema),
  }),
  z.unknown(),
);
/** A parsed item of the participants table: see {@link participantSchema}. {@link wrongParticipantAttributes} checks its answers. */
export type Participant = Readonly<z.infer<typeof participantSchema>>;

/**
 * The names of a record's attributes that are not as the processor writes them: missing, of another form, or more than it writes. None
 * when the record is as it should be. Values are never told.
 *
 * Answers are held against the version that the record names, so the record of somebody who answered an old version stays right.
 */
export function wrongParticipantAttributes(study: Study, item: Readonly<Record<string, unknown>>): string[] {
  const wrong = (participantSchema.safeParse(item).error?.issues ?? []).map(({ path }) => String(path[0]));
  if (item.num_submission === 0 && item.withdrawal === undefined) wrong.push("num_submission");
  const known = new Set(Object.keys(participantSchema.shape));
  for (const id of new Set(study.questionnaires.map((one) => one.id))) {
    const names = attributesOf(id, study);
    const answerNames = names.answers === undefined ? defaultItemNames(study) : [names.answers];
    const group = [...answerNames, names.version, names.submissionTime];
    for (const name of group) known.add(name);
    if (group.some((name) => Object.hasOwn(item, name))) wrong.push(...wrongInGroup(study, id, item));
  }
  wrong.push(...Object.keys(item).filter((name) => !known.has(name)));
  return wrong.sort();
}

function wrongInGroup(study: Study, id: string, item: Readonly<Record<string, unknown>>): string[] {
  const names = attributesOf(id, study);
  const wrong: string[] = [];
  const time = item[names.submissionTime];
  if (typeof time !== "string" || parseSubmissionTime(time) === undefined) wrong.push(names.submissionTime);
  const version = item[names.version];
  const definition = findQuestionnaire(study, id, typeof version === "number" ? version : Number.NaN);
  if (definition === undefined) return [...wrong, names.version];
  const answers =
    names.answers === undefined
      ? Object.fromEntries(
          defaultItemNames(study).flatMap((name) => (Object.hasOwn(item, name) ? [[name, item[name]]] : [])),
        )
      : item[names.answers];
  if (!isRecord(answers)) return [...wrong, names.answers ?? names.version];
  const issues: SurveyIssue[] = [];
  readAnswers(answers, definition, issues);
  const asked = new Set(definition.items.map(({ name }) => name));
  const wrongAnswers = [
    ...issues.map(({ path }) => String(path[0])),
    ...Object.keys(answers).filter((name) => !asked.has(name)),
  ];
  if (wrongAnswers.length === 0) return wrong;
  return [...wrong, ...(names.answers === undefined ? new Set(wrongAnswers) : [names.answers])];
}
