import { type RejectedSurvey, rejectedSurveySchema } from "@lab/survey-schema";
import type { StackState } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import { keyOf, startPipeline, timestampOf } from "./pipeline.ts";

/** Message bodies and what they must lead to: `accepted`, or reasons. Each accepted one is of another second. */
const cases: readonly (readonly [what: string, body: string, expected: string])[] = [
  ["exactly 3 s", surveyText({ time_elapsed: 3 }), "too_fast"],
  ["a little over 3 s", surveyText({ time_elapsed: 3.0001, timestamp: timestampOf(1) }), "accepted"],
  ["29 February of a leap year", surveyText({ timestamp: "022924000000" }), "accepted"],
  ["29 February of another year", surveyText({ timestamp: "022923000000" }), "malformed"],
  ["10,000 characters", surveyText({ freetext: "x".repeat(10_000), timestamp: timestampOf(2) }), "accepted"],
  ["10,000 emoji", surveyText({ freetext: "😀".repeat(10_000), timestamp: timestampOf(3) }), "accepted"],
  ["10,001 characters", surveyText({ freetext: "x".repeat(10_001) }), "malformed"],
  ["400 kB of text", surveyText({ freetext: "x".repeat(400_000) }), "malformed"],
  [
    "a large unknown field",
    surveyText({ photo: "x".repeat(1_000_000), timestamp: timestampOf(4) }),
    "accepted",
  ],
  ["__proto__", `{"__proto__":{"q1":9},${surveyText({ timestamp: timestampOf(5) }).slice(1)}`, "accepted"],
  ["../ in an id", surveyText({ user_id: "../0001" }), "malformed"],
  ["numbers as strings", surveyText({ q1: "5", time_elapsed: "5" }), "malformed"],
  ["a lone surrogate", surveyText({ freetext: "LONE" }).replace("LONE", "\\ud800"), "malformed"],
  ["a name twice", surveyText().replace("{", '{"q1":1,'), "malformed"],
  ["an unsafe integer", surveyText({ extra: "BIG" }).replace('"BIG"', "9007199254740993"), "malformed"],
  [
    "deep nesting",
    surveyText({ extra: "DEEP" }).replace('"DEEP"', `${"[".repeat(900)}${"]".repeat(900)}`),
    "malformed",
  ],
  ["a missing field", surveyText({ q5: undefined }), "malformed"],
  ["no JSON", "hello, world 😀 \t", "not_json"],
  ["an array", "[]", "malformed"],
  ["blank text, too fast", surveyText({ freetext: " \n", time_elapsed: 0 }), "too_fast,no_text"],
  [
    "odd spacing and escapes",
    ` ${surveyText({ freetext: "a\u0000\u2028b", timestamp: timestampOf(6) })}\r\n`,
    "accepted",
  ],
];

/** The rejected surveys of participants who have not withdrawn, which are all of them here. */
function rejectedSurveys({ rejected }: StackState): RejectedSurvey[] {
  return [...rejected.values()].map((document) => rejectedSurveySchema.parse(document));
}

it("every rule and boundary leads to its verdict, through the queue and byte for byte", async () => {
  await using pipeline = await startPipeline();
  // One message at a time: a request takes at most 1 MiB in all.
  for (const [, body] of cases) await pipeline.send([body]);
  const { state, receipt } = await pipeline.settle();
  expect(receipt.differences).toEqual([]);
  const rejectedFor = new Map(
    rejectedSurveys(state).map(({ body, reasons }) => [body, reasons.map(({ code }) => code).join()]),
  );
  const found = cases.map(([what, body, expected]) => [
    what,
    expected === "accepted" && state.surveys.get(keyOf(body)) === body ? "accepted" : rejectedFor.get(body),
  ]);
  expect(found).toEqual(cases.map(([what, , expected]) => [what, expected]));
});

it("a poison message in a batch harms none of its nine neighbours", async () => {
  await using pipeline = await startPipeline();
  const good = Array.from({ length: 9 }, (_, i) => surveyText({ user_id: `p${i}` }));
  const poison = `${"[".repeat(50_000)}{"user_id":`;
  await pipeline.send([...good.slice(0, 5), poison, ...good.slice(5)]);
  const { state, receipt } = await pipeline.settle();
  expect(receipt).toMatchObject({ sent: 10, accepted: 9, rejected: 1, differences: [] });
  expect([...state.rejected.values()]).toMatchObject([{ body: poison, reasons: [{ code: "not_json" }] }]);
});

it("of two different surveys of one participant and second, one is stored and the other is conflicting", async () => {
  await using pipeline = await startPipeline();
  const pair = [surveyText({ q1: 1 }), surveyText({ q1: 2 })];
  await pipeline.send([...pair, ...pair]);
  const { state, receipt } = await pipeline.settle();
  expect(receipt).toMatchObject({ sent: 4, accepted: 1, duplicates: 1, rejected: 2, differences: [] });
  const [stored] = state.surveys.values();
  for (const { body, reasons } of rejectedSurveys(state)) {
    expect(reasons).toEqual([{ code: "conflicting" }]);
    expect(body).toBe(pair.find((text) => text !== stored));
  }
});

it("the same survey, serialised differently, is a duplicate", async () => {
  await using pipeline = await startPipeline();
  const json = JSON.parse(surveyText({ extra: { b: [1, 2.5], a: "é" } }));
  await pipeline.send([JSON.stringify(json)]);
  await pipeline.settle();
  await pipeline.send([
    JSON.stringify(Object.fromEntries(Object.entries(json).reverse()), null, 2).replace("é", "\\u00e9"),
  ]);
  const { state } = await pipeline.settle();
  expect([...state.surveys.values()]).toEqual([JSON.stringify(json)]);
  expect(state.rejected.size).toBe(0);
  expect(state.participants).toMatchObject([{ num_submission: 1 }]);
});

it("no participant's answer reaches a log", async () => {
  await using pipeline = await startPipeline();
  const secret = "only-the-participant-wrote-this";
  await pipeline.send([
    surveyText({ freetext: secret, extra: secret }),
    surveyText({ freetext: secret, q1: 1 }),
    surveyText({ q1: secret, timestamp: secret }),
    surveyText({ freetext: secret, time_elapsed: 1 }),
    `{"freetext": "${secret}", ]`,
  ]);
  const { receipt } = await pipeline.settle();
  expect(receipt).toMatchObject({ sent: 5, accepted: 1, rejected: 4 });
  const log = pipeline.logLines.join("\n");
  expect(log).toContain('"verdict":"accepted"');
  expect(log).toContain('"verdict":"rejected"');
  expect(log).not.toContain(secret);
});
