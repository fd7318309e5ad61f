import { daily } from "@lab/study";
import type { AttributeValue, Item } from "../world/storage.ts";
import type { ExpectedVerdict } from "./planned-message.ts";

/** Two moments of devices, as the survey and as the ledger write them. As texts they sort differently. */
const moments = [
  { timestamp: "092821120000", submissionTime: "2021-09-28T12:00:00" },
  { timestamp: "092821120001", submissionTime: "2021-09-28T12:00:01" },
  { timestamp: "093021080000", submissionTime: "2021-09-30T08:00:00" },
  { timestamp: "010222080000", submissionTime: "2022-01-02T08:00:00" },
] as const;

const userIds = ["0001", "00010", "ab-_9"] as const;

/** Texts in which nothing can be seen: white space, and characters that are invisible without being white space. */
const blankTexts = [" ", "\u200b", "\u3164\n", "\u0000\u00ad"] as const;

/** A number that is not zero and that a double reads as zero. */
const UNDERFLOWING = "1e-400";

/** What is wrong with a survey. The two rules of `daily` may be broken together. */
export type Defect =
  | "none"
  | "too_fast"
  | "no_text"
  | "too_fast, no_text"
  | "failed_check"
  | "unknown_questionnaire"
  | "malformed"
  | "not_json";

export interface SurveyChoice {
  /** Which participant, which moment, which of several contents: small indexes. */
  readonly participant: number;
  readonly moment: number;
  readonly content: number;
  /** The default questionnaire without its name, or a version of another one. */
  readonly questionnaire: "daily" | "momentary@1" | "momentary@2";
  readonly defect: Defect;
  /** The same survey in another order of fields and with other white space. */
  readonly reserialised: boolean;
}

/** A survey of one questionnaire, as a device sends it, with what it should lead to. */
interface Made {
  readonly fields: Readonly<Record<string, unknown>>;
  /** The reasons for which it is rejected, if there are some. */
  readonly reasons: readonly string[];
  readonly id: string;
  readonly version: number;
  readonly shown: (answeredAt: string) => Item;
  readonly flags: readonly string[];
  /** What the survey says of its time, which the ledger keeps. */
  readonly times: Readonly<Record<string, string>>;
}

/** A message body, and what should become of it if its participant sent it. */
interface MadeSurvey {
  readonly body: string;
  /** The participant whom it names; `undefined` when it names nobody. */
  readonly names: string | undefined;
  readonly expected: ExpectedVerdict;
}

export function userIdOf(participant: number): string {
  return userIds[participant % userIds.length] ?? userIds[0];
}

/** Makes a message body of which it is known what should become of it. */
export function makeSurvey(choice: SurveyChoice): MadeSurvey {
  const user_id = userIdOf(choice.participant);
  const { timestamp, submissionTime: answeredAt } = moments[choice.moment % moments.length] ?? moments[0];
  const made = choice.questionnaire === "daily" ? makeDaily(choice) : makeMomentary(choice);
  const { id, version } = made;
  const survey = {
    user_id,
    timestamp,
    ...made.fields,
    // Contents 2 and 3 differ from 0 and 1 in nothing but a field that never reaches a table.
    ...(choice.content < 2 ? {} : { app_version: choice.content }),
  };
  const fields = Object.entries(survey);
  const serialised = choice.reserialised
    ? JSON.stringify(Object.fromEntries(fields.toReversed()), undefined, 1)
    : JSON.stringify(Object.fromEntries(fields));
  const text = serialised.replace(`"${UNDERFLOWING}"`, UNDERFLOWING);
  if (choice.defect === "not_json") {
    const expected = { verdict: "invalid", reasons: ["not_json"] } as const;
    return { body: text.slice(0, -1), names: undefined, expected };
  }
  if (made.reasons.length > 0) {
    return { body: text, names: user_id, expected: { verdict: "invalid", reasons: made.reasons } };
  }
  const suffix = id === "daily" ? { time: "", key: "" } : { time: `#${id}`, key: `.${id}` };
  return {
    body: text,
    names: user_id,
    expected: {
      verdict: "valid",
      userId: user_id,
      answeredAt,
      submissionTime: `${answeredAt}${suffix.time}`,
      objectKey: `${user_id}${timestamp}${suffix.key}.json`,
      questionnaire: id,
      // No number or string here needs more of RFC 8785 than the order of the names.
      content: JSON.stringify(Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)))),
      shown: made.shown(answeredAt),
      ledger: {
        format: 1,
        questionnaire: id,
        version,
        time_elapsed: Number(made.fields.time_elapsed),
        ...made.times,
        ...(made.flags.length > 0 && { flags: made.flags }),
      },
    },
  };
}

function makeDaily({ content, moment, participant, defect }: SurveyChoice): Made {
  const blank = blankTexts[(content + moment) % blankTexts.length] ?? blankTexts[0];
  const isStraightLined = content % 2 === 1 && moment === 3;
  const points = isStraightLined
    ? [2]
    : [1 + ((content + moment) % 5), 1 + ((content + participant) % 5), 3, 4, 1 + (moment % 5)];
  const text = defect.includes("no_text") ? blank : `ä ${moment}`;
  const answers = Object.fromEntries(
    daily.items.map(({ name, kind }, i) => [name, kind === "text" ? text : points[i % points.length]]),
  );
  const [first = ""] = Object.keys(answers);
  // An answer of another type, or in a field that never reaches a table a number that no reader can tell from zero.
  const malformed = moment % 2 === 0 ? { [first]: "3" } : { light: UNDERFLOWING };
  return {
    fields: {
      time_elapsed: defect.includes("too_fast") ? 3 : 3.5,
      ...answers,
      ...(defect === "malformed" && malformed),
      // The study has no such version of its default.
      ...(defect === "unknown_questionnaire" && { questionnaire: "daily@9" }),
    },
    reasons: defect === "none" || defect === "failed_check" ? [] : defect.split(", "),
    id: "daily",
    version: 1,
    shown: (answeredAt) => ({ ...attributes(answers), version: 1, last_submission_time: answeredAt }),
    flags: isStraightLined ? ["straight_lined"] : [],
    times: {},
  };
}

const feelings = [
  "upset",
  "hostile",
  "alert",
  "ashamed",
  "inspired",
  "nervous",
  "determined",
  "attentive",
] as const;

/** Version 2 has one place more than version 1, and a failed check is a flag there, not a reason. */
function makeMomentary({ content, moment, participant, questionnaire, defect }: SurveyChoice): Made {
  const version = questionnaire === "momentary@1" ? 1 : 2;
  const alone = (content + moment) % 2 === 0;
  const failed = defect === "failed_check";
  const answers = {
    ...Object.fromEntries(feelings.map((name, i) => [name, 1 + ((content + moment + i) % 5)])),
    check: failed ? 5 : 2,
    afraid: 1,
    active: 5,
    stress: content === 0 ? 0 : 100,
    energy: 10 * participant,
    place: version === 2 && moment === 1 ? "on_the_way" : "home",
    company: alone ? ["alone"] : ["friends", "family"],
    ...(alone ? {} : { pleasant: 50 }),
    sleep: 7.5,
    woke_at: "06:30",
    ...(moment === 2 ? { note: "ä" } : {}),
  };
  const isSlow = version === 2 && moment === 0 && content % 2 === 1;
  const times = {
    timezone: content % 2 === 0 ? "Europe/Berlin" : "Mars/Base",
    scheduled_at: "2026-03-02T12:00:00Z",
  };
  // A hidden item that is there all the same, or a required one that its condition shows and that is missing.
  const malformed = alone ? { pleasant: 50 } : { pleasant: undefined };
  const isTooFast = defect.includes("too_fast");
  const isRejected = isTooFast || (failed && version === 1) || defect === "malformed";
  const unknown = defect === "unknown_questionnaire";
  return {
    fields: {
      time_elapsed: isTooFast ? 10 : isSlow ? 1_800.5 : 60,
      questionnaire: unknown ? "momentary@9" : questionnaire,
      ...times,
      ...answers,
      ...(defect === "malformed" && malformed),
    },
    reasons: unknown ? ["unknown_questionnaire"] : isRejected ? [isTooFast ? "too_fast" : defect] : [],
    id: "momentary",
    version,
    shown: (answeredAt) => ({
      momentary_answers: attributes(answers),
      momentary_version: version,
      momentary_submission_time: answeredAt,
    }),
    flags: [
      ...(failed ? ["failed_check"] : []),
      ...(isSlow ? ["too_slow"] : []),
      ...(times.timezone === "Mars/Base" ? ["unknown_timezone"] : []),
    ],
    times,
  };
}

function attributes(answers: Readonly<Record<string, AttributeValue | undefined>>): Item {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
