import type { Survey } from "../judge/survey.ts";
import type { Answer } from "../questionnaire/item.ts";
import { ownAttributes } from "../questionnaire/names.ts";
import { defaultItemNames, type Study } from "../questionnaire/study.ts";
import { submissionTime } from "../time/timestamp.ts";
import { ITEM_FORMAT } from "./format.ts";
import type { Participant } from "./participant.ts";
import type { Withdrawal } from "./withdrawal.ts";

/** What an attribute of a record can be. */
export type AttributeValue = Answer | Readonly<Record<string, Answer>>;

/** What a survey shows in its participant's record, while it is the newest of its questionnaire. */
export interface ShownSurvey {
  /** Attributes that it sets. */
  readonly set: Readonly<Record<string, AttributeValue>>;
  /** Attributes that an older survey may have set, and that this one does not have. */
  readonly remove: readonly string[];
  /** The attribute that has its submission time, by which newer and older are told apart. */
  readonly timeAttribute: string;
  /** Its submission time: ISO 8601, the device's local time, no zone. */
  readonly time: string;
}

/**
 * What a survey shows in its participant's record, while it is the newest of its questionnaire. The processor and the rebuild both
 * write what this says.
 */
export function shownSurvey(study: Study, survey: Survey): ShownSurvey {
  const { answers, answered, timestamp } = survey;
  const time = submissionTime(timestamp);
  if (time === undefined) throw new RangeError(`not a survey's timestamp: ${timestamp}`);
  const names = attributesOf(answered.id, study);
  const times = { [names.version]: answered.version, [names.submissionTime]: time };
  if (names.answers !== undefined) {
    return {
      set: { [names.answers]: answers, ...times },
      remove: [],
      timeAttribute: names.submissionTime,
      time,
    };
  }
  return {
    set: { ...answers, ...times },
    remove: defaultItemNames(study).filter((name) => !Object.hasOwn(answers, name)),
    timeAttribute: names.submissionTime,
    time,
  };
}

/**
 * A participant's record: the same attributes that the processor writes, and no others.
 *
 * @param newest - the newest survey of each questionnaire that the participant answered.
 * @param submissions - how many items the ledger has of the participant.
 */
export function participantOf(
  study: Study,
  user_id: string,
  newest: readonly Survey[],
  submissions: number,
  withdrawal?: Withdrawal,
): Participant {
  const shown = newest.map((survey) => shownSurvey(study, survey).set);
  return {
    ...Object.assign({}, ...shown),
    user_id,
    num_submission: submissions,
    format: ITEM_FORMAT,
    ...(withdrawal !== undefined && { withdrawal }),
  };
}

/** The attributes of a record that have submission times, by the ids of the study's questionnaires. */
export function timeAttributes(study: Study): ReadonlyMap<string, string> {
  return new Map(study.questionnaires.map(({ id }) => [id, attributesOf(id, study).submissionTime]));
}

/** How the attributes of a questionnaire are called. The default's answers have no attribute of their own, but one for each item. */
export function attributesOf(
  id: string,
  { defaultQuestionnaire }: Study,
): { readonly answers?: string; readonly version: string; readonly submissionTime: string } {
  return id === defaultQuestionnaire
    ? { version: "version", submissionTime: "last_submission_time" }
    : ownAttributes(id);
}
