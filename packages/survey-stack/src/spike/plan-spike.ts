import {
  breakRules,
  newestVersion,
  type Questionnaire,
  questionnaireRef,
  randomAnswers,
  type Study,
} from "@lab/survey-schema";
import { type Random, seededRandom, shuffle, wholeNumber } from "./random.ts";

/** What a burst consists of. The same plan gives the same surveys in the same order. */
export interface SpikePlan {
  /** Starts every participant's id, so that these surveys can be told from all others in a stack. */
  readonly run: string;
  readonly seed: number;
  readonly participants: number;
  /** How many surveys each of them answered. */
  readonly surveys: number;
  /** How many of all surveys are sent a second time, in percent. */
  readonly duplicates: number;
  /** How many of all surveys are to be rejected, in percent, for all reasons that their questionnaires can give. */
  readonly invalid: number;
}

/** The burst's first survey was answered at this time of the participants' devices. */
const firstAnswer = Date.UTC(2021, 8, 28);
/** One survey of a participant falls into each period of this many seconds, five a day. */
const PERIOD = 17_280;

/** A version that no study has. */
const NO_VERSION = 9_999;

/** The ids of all participants of a burst. */
export function participantIds({ run, participants }: SpikePlan): string[] {
  const digits = String(participants).length;
  return Array.from({ length: participants }, (_, i) => `${run}-p${String(i + 1).padStart(digits, "0")}`);
}

/**
 * All message bodies of a burst, shuffled, in the order of sending. Every survey comes once and some come a
 * second time. Half of the repeated ones have the same content in other bytes, as a new version of the app
 * may write it. Participants answer the newest
 * version of each of the study's questionnaires in turn.
 *
 * @example planSpike({ run: "s1", seed: 1, participants: 100, surveys: 10, duplicates: 5, invalid: 0 }, study).length // 1050
 */
export function planSpike(plan: SpikePlan, study: Study): string[] {
  const random = seededRandom(plan.seed);
  const asked = newestVersions(study);
  const surveys = participantIds(plan).flatMap((id) =>
    Array.from({ length: plan.surveys }, (_, turn) => survey(id, turn, asked, random)),
  );
  shuffle(surveys, random);
  const share = (percent: number) => Math.round((surveys.length * percent) / 100);
  const invalid = share(plan.invalid);
  const fields = surveys.map(({ questionnaire, fields }, i) => {
    if (i >= invalid) return fields;
    // A malformed survey would not leave the device.
    const broken = breakRules(questionnaire, fields).filter(
      ({ code, consequence }) => code !== "malformed" && consequence === "reject",
    );
    const unknown = {
      ...fields,
      questionnaire: questionnaireRef({ id: questionnaire.id, version: NO_VERSION }),
    };
    return broken[i % broken.length]?.fields ?? unknown;
  });
  shuffle(fields, random);
  const bodies = fields.map((one) => JSON.stringify(one));
  const again = fields
    .slice(0, share(plan.duplicates))
    .map((one, i) => JSON.stringify(one, undefined, i % 2 === 0 ? 0 : 1));
  const messages = [...bodies, ...again];
  shuffle(messages, random);
  return messages;
}

/** A questionnaire, and what a survey of it says beside the answers to name it. */
interface AskedQuestionnaire {
  readonly questionnaire: Questionnaire;
  readonly named: Readonly<Record<string, string>>;
}

function newestVersions(study: Study): AskedQuestionnaire[] {
  const ids = [...new Set(study.questionnaires.map(({ id }) => id))];
  const newest = ids.flatMap((id) => newestVersion(study, id) ?? []);
  return newest.map((questionnaire) => {
    const isSeed = questionnaire.id === study.defaultQuestionnaire && questionnaire.version === 1;
    const named = { questionnaire: questionnaireRef(questionnaire), timezone: "Europe/Berlin" };
    return { questionnaire, named: isSeed ? {} : named };
  });
}

function survey(user_id: string, turn: number, asked: readonly AskedQuestionnaire[], random: Random) {
  const seconds = turn * PERIOD + wholeNumber(random, 0, PERIOD - 1);
  const one = asked[turn % asked.length];
  if (one === undefined) throw new RangeError("the study has no questionnaire");
  const { questionnaire, named } = one;
  return {
    questionnaire,
    fields: {
      user_id,
      timestamp: deviceTimestamp(new Date(firstAnswer + seconds * 1_000)),
      time_elapsed: (questionnaire.rules.minSeconds ?? 0) + wholeNumber(random, 10, 3_000) / 10,
      ...named,
      ...randomAnswers(questionnaire, random),
    },
  };
}

/** `MMDDYYHHMMSS`, as devices write it. */
function deviceTimestamp(time: Date): string {
  const [year = "", month = "", day = "", hour = "", minute = "", second = ""] = time
    .toISOString()
    .split(/[-T:.]/);
  return `${month}${day}${year.slice(2)}${hour}${minute}${second}`;
}
