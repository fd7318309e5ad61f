import { createSurveyClient } from "@lab/survey-client";
import { isBalanced } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import { startPipeline, timestampOf } from "./pipeline.ts";

it("loses none of 1,000 surveys of 100 participants in one burst, 10 % of them sent twice, and counts each once", async () => {
  await using pipeline = await startPipeline();
  const surveys = Array.from({ length: 1_000 }, (_, i) =>
    surveyText({
      user_id: `p${i % 100}`,
      timestamp: timestampOf(i),
      q1: 1 + (i % 5),
      freetext: `answer ${i}`,
    }),
  );
  const duplicates = surveys.filter((_, i) => i % 10 === 0);
  await pipeline.send([...surveys, ...duplicates]);
  const { state, receipt } = await pipeline.settle();
  expect(receipt).toMatchObject({
    sent: 1_100,
    accepted: 1_000,
    duplicates: 100,
    rejected: 0,
    objects: 1_000,
    ledgerItems: 1_000,
    sumOfCounts: 1_000,
    differences: [],
  });
  expect(isBalanced(receipt)).toBe(true);
  expect(state.participants).toHaveLength(100);
  expect(new Set(state.participants.map(({ num_submission }) => num_submission))).toEqual(new Set([10]));
});

it("counts right when all of a burst is one participant's", async () => {
  await using pipeline = await startPipeline();
  await pipeline.send(
    Array.from({ length: 200 }, (_, i) => surveyText({ timestamp: timestampOf(199 - i), q2: 1 + (i % 5) })),
  );
  const { state, receipt } = await pipeline.settle();
  expect(receipt.differences).toEqual([]);
  expect(state.participants).toMatchObject([
    { num_submission: 200, last_submission_time: "2021-09-28T00:03:19" },
  ]);
});

it("stores each of 500 surveys once that our client sends in batches", async () => {
  await using pipeline = await startPipeline();
  const client = createSurveyClient({ queueUrl: pipeline.stack.outputs.queueUrl, sqs: pipeline.stack.sqs });
  const surveys = Array.from({ length: 500 }, (_, i) => surveyText({ user_id: `p${i}` }));
  const outcomes = await client.sendAll(surveys);
  expect(outcomes.filter(({ status }) => status === "sent")).toHaveLength(500);
  const { state } = await pipeline.settle();
  expect([...state.surveys.values()].sort()).toEqual(surveys.sort());
});
