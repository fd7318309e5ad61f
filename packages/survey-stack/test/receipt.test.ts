import { judge, momentary2, study } from "@lab/study";
import {
  participantOf,
  type RejectedSurvey,
  randomAnswers,
  submissionOf,
  surveyObjectKey,
} from "@lab/survey-schema";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { isBalanced, receiptOf, type SentSurvey, type StackState } from "../src/index.ts";

/** A survey as JSON text, each answer another. */
const text = (fields: Record<string, unknown> = {}) =>
  surveyText({ q1: 1, q2: 2, q3: 3, q4: 4, q5: 5, freetext: "fine", ...fields });

const empty: StackState = {
  surveys: new Map(),
  rejected: new Map(),
  undelivered: new Set(),
  submissions: [],
  participants: [],
  queue: { waiting: 0, inFlight: 0 },
  deadLetterQueue: { waiting: 0, inFlight: 0 },
};

const tooFast = text({ user_id: "fast", time_elapsed: 1 });
const rejected: RejectedSurvey = {
  format: 1,
  sender_id: "AIDAEXAMPLE",
  reasons: [{ code: "too_fast" }],
  message_id: "m4",
  sent_at: "2021-09-28T12:00:00.000Z",
  rejected_at: "2021-09-28T12:00:01.000Z",
  body: tooFast,
};

/** Two submissions of one participant, the first sent twice, one of another questionnaire, and a rejected one, as a stack should hold them. */
const older = text();
const newer = text({ timestamp: "092921120000", q1: 5 });
const momentary = JSON.stringify({
  ...{ user_id: "0001", timestamp: "092821120000", time_elapsed: 60, questionnaire: "momentary@2" },
  ...randomAnswers(momentary2, () => 0),
});
const sent: SentSurvey[] = [
  { messageId: "m1", body: older },
  { messageId: "m2", body: newer },
  { messageId: "m3", body: older },
  { messageId: "m4", body: tooFast },
  { messageId: "m5", body: momentary },
];
const balanced: StackState = {
  ...empty,
  surveys: new Map([older, newer, momentary].map((body) => [keyOf(body), body])),
  rejected: new Map([["2021-09-28/m4.json", rejected]]),
  submissions: [older, newer, momentary].map((body) =>
    submissionOf(surveyOf(body), [], {
      canonicalSha256: "0".repeat(64),
      etag: "1".repeat(32),
      receivedAt: "2021-09-28T12:00:00.000Z",
    }),
  ),
  participants: [participantOf(study, "0001", [newer, momentary].map(surveyOf), 3)],
};

function surveyOf(body: string) {
  const judged = judge.judge(body);
  if (!judged.valid) throw new TypeError("not a valid survey");
  return judged.survey;
}
function keyOf(body: string) {
  return surveyObjectKey(surveyOf(body));
}

describe("the receipt", () => {
  it("balances when every survey is where it belongs", () => {
    const receipt = receiptOf(sent, balanced, { study, judge });
    expect(receipt).toMatchObject({
      sent: 5,
      accepted: 3,
      duplicates: 1,
      rejected: 1,
      objects: 3,
      ledgerItems: 3,
      sumOfCounts: 3,
      queued: 0,
      deadLetters: 0,
      differences: [],
    });
    expect(receipt.rejectedBy).toEqual(new Map([["too_fast", 1]]));
    expect(isBalanced(receipt)).toBe(true);
  });

  it("balances when nothing was sent", () => {
    expect(isBalanced(receiptOf([], empty, { study, judge }))).toBe(true);
  });

  const [participant] = balanced.participants;
  const [firstSubmission, secondSubmission] = balanced.submissions;
  if (!participant || !firstSubmission || !secondSubmission) throw new TypeError("the fixture is incomplete");
  const without = (key: string) => new Map([...balanced.surveys].filter(([k]) => k !== key));

  it.each<[string, Partial<StackState>, RegExp]>([
    ["a survey is in no bucket", { surveys: without(keyOf(older)) }, /m1 was sent and is in neither bucket/],
    ["a rejected survey is gone", { rejected: new Map() }, /m4 was sent and is in neither bucket/],
    [
      "a survey could not be delivered",
      { rejected: new Map(), undelivered: new Set(["m4"]) },
      /m4 could not be delivered and waits/,
    ],
    [
      "an object's bytes changed",
      { surveys: new Map(balanced.surveys).set(keyOf(older), `${older} `) },
      /0001092821120000.json holds other bytes/,
    ],
    [
      "a rejected survey's bytes changed",
      { rejected: new Map([["k", { ...rejected, body: "{}" }]]) },
      /m4 was rejected with other bytes/,
    ],
    [
      "an object was not sent",
      { surveys: new Map(balanced.surveys).set("x092821120000.json", text({ user_id: "x" })) },
      /x092821120000.json is in the surveys bucket and was not sent/,
    ],
    [
      "a rejected survey was not sent",
      { rejected: new Map(balanced.rejected).set("k", { ...rejected, message_id: "m9" }) },
      /m9 is in the rejected bucket and was not sent/,
    ],
    [
      "the ledger lacks one",
      { submissions: [secondSubmission, ...balanced.submissions.slice(2)] },
      /0001092821120000.json is not in the ledger/,
    ],
    [
      "the ledger has one without an object",
      { submissions: [...balanced.submissions, { ...firstSubmission, object_key: "y.json" }] },
      /the ledger's y.json has no object/,
    ],
    [
      "a survey was counted twice",
      { participants: [{ ...participant, num_submission: 4 }] },
      /0001 counts 4, the ledger has 3/,
    ],
    ["a participant is missing", { participants: [] }, /0001 is missing/],
    [
      "older answers are shown",
      { participants: [{ ...participant, q1: 1 }] },
      /0001 does not show the answers of 0001092921120000.json/,
    ],
    [
      "another questionnaire's older answers are shown",
      { participants: [{ ...participant, momentary_version: 1 }] },
      /0001 does not show the answers of 0001092921120000.json and 0001092821120000.momentary.json/,
    ],
    ["the queue is not empty", { queue: { waiting: 0, inFlight: 1 } }, /the queue is not empty/],
    [
      "there is a dead letter",
      { deadLetterQueue: { waiting: 1, inFlight: 0 } },
      /the dead-letter queue is not empty/,
    ],
  ])("does not balance when %s, and says so", (_, change, expected) => {
    const receipt = receiptOf(sent, { ...balanced, ...change }, { study, judge });
    expect(isBalanced(receipt)).toBe(false);
    expect(receipt.differences.join("\n")).toMatch(expected);
  });
});
