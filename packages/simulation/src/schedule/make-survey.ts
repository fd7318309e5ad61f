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

export interface SurveyChoice {
  /** Which participant, which moment, which of several contents: small indexes. */
  readonly participant: number;
  readonly moment: number;
  readonly content: number;
  readonly defect: "none" | "too_fast" | "no_text" | "too_fast, no_text" | "malformed" | "not_json";
  /** The same survey in another order of fields and with other white space. */
  readonly reserialised: boolean;
}

/** Makes a message body of which it is known what should become of it. */
export function makeSurvey(choice: SurveyChoice): { body: string; expected: ExpectedVerdict } {
  const user_id = userIds[choice.participant % userIds.length] ?? userIds[0];
  const { timestamp, submissionTime } = moments[choice.moment % moments.length] ?? moments[0];
  const variant = choice.content;
  const blank = blankTexts[(variant + choice.moment) % blankTexts.length] ?? blankTexts[0];
  const answers = {
    q1: 1 + ((variant + choice.moment) % 5),
    q2: 1 + ((variant + choice.participant) % 5),
    q3: 3,
    q4: 4,
    q5: 1 + (choice.moment % 5),
    freetext: choice.defect.includes("no_text") ? blank : `ä ${choice.moment}`,
  };
  const survey = {
    user_id,
    timestamp,
    time_elapsed: choice.defect.includes("too_fast") ? 3 : 3.5,
    ...answers,
    // Contents 2 and 3 differ from 0 and 1 in nothing but a field that never reaches a table.
    ...(variant < 2 ? {} : { app_version: variant }),
  };
  // An answer of another type, or in a field that never reaches a table a number that no reader can tell from zero.
  const malformed = choice.moment % 2 === 0 ? { q3: "3" } : { light: UNDERFLOWING };
  const fields = Object.entries(choice.defect === "malformed" ? { ...survey, ...malformed } : survey);
  const serialised = choice.reserialised
    ? JSON.stringify(Object.fromEntries(fields.toReversed()), undefined, 1)
    : JSON.stringify(Object.fromEntries(fields));
  const text = serialised.replace(`"${UNDERFLOWING}"`, UNDERFLOWING);

  switch (choice.defect) {
    case "not_json":
      return { body: text.slice(0, -1), expected: { verdict: "invalid", reasons: ["not_json"] } };
    case "malformed":
    case "too_fast":
    case "no_text":
    case "too_fast, no_text":
      return { body: text, expected: { verdict: "invalid", reasons: choice.defect.split(", ") } };
    case "none":
      return {
        body: text,
        expected: {
          verdict: "valid",
          userId: user_id,
          submissionTime,
          objectKey: `${user_id}${timestamp}.json`,
          // No number or string here needs more of RFC 8785 than the order of the names.
          content: JSON.stringify(Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)))),
          answers,
        },
      };
  }
}
