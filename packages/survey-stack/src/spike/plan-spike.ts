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
  /** How many of all surveys are to be rejected, in percent: answered too fast, or without a text. */
  readonly invalid: number;
}

/** The burst's first survey was answered at this time of the participants' devices. */
const firstAnswer = Date.UTC(2021, 8, 28);
/** One survey of a participant falls into each period of this many seconds, five a day. */
const PERIOD = 17_280;

const vocabulary = "a bit tired today but the walk by the river did me good and work was calm".split(" ");

/** The ids of all participants of a burst. */
export function participantIds({ run, participants }: SpikePlan): string[] {
  const digits = String(participants).length;
  return Array.from({ length: participants }, (_, i) => `${run}-p${String(i + 1).padStart(digits, "0")}`);
}

/**
 * All message bodies of a burst, shuffled, in the order of sending. Every survey comes once and some come a
 * second time. Half of the repeated ones have the same content in other bytes, as a new version of the app
 * may write it.
 *
 * @example planSpike({ run: "s1", seed: 1, participants: 100, surveys: 10, duplicates: 5, invalid: 0 }).length // 1050
 */
export function planSpike(plan: SpikePlan): string[] {
  const random = seededRandom(plan.seed);
  const surveys = participantIds(plan).flatMap((id) =>
    Array.from({ length: plan.surveys }, (_, turn) => survey(id, turn, random)),
  );
  shuffle(surveys, random);
  const share = (percent: number) => Math.round((surveys.length * percent) / 100);
  surveys.slice(0, share(plan.invalid)).forEach((one, i) => {
    if (i % 2 === 0) one.time_elapsed = 3 * random();
    else one.freetext = " ";
  });
  shuffle(surveys, random);
  const bodies = surveys.map((one) => JSON.stringify(one));
  const again = surveys
    .slice(0, share(plan.duplicates))
    .map((one, i) => JSON.stringify(one, undefined, i % 2 === 0 ? 0 : 1));
  const messages = [...bodies, ...again];
  shuffle(messages, random);
  return messages;
}

function survey(user_id: string, turn: number, random: Random) {
  const seconds = turn * PERIOD + wholeNumber(random, 0, PERIOD - 1);
  const likert = () => wholeNumber(random, 1, 5);
  const words = Array.from({ length: wholeNumber(random, 1, 12) }, () => {
    return vocabulary[wholeNumber(random, 0, vocabulary.length - 1)];
  });
  return {
    user_id,
    timestamp: deviceTimestamp(new Date(firstAnswer + seconds * 1_000)),
    time_elapsed: wholeNumber(random, 40, 3_000) / 10,
    q1: likert(),
    q2: likert(),
    q3: likert(),
    q4: likert(),
    q5: likert(),
    freetext: words.join(" "),
  };
}

/** `MMDDYYHHMMSS`, as devices write it. */
function deviceTimestamp(time: Date): string {
  const [year = "", month = "", day = "", hour = "", minute = "", second = ""] = time
    .toISOString()
    .split(/[-T:.]/);
  return `${month}${day}${year.slice(2)}${hour}${minute}${second}`;
}
