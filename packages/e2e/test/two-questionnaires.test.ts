import { judge, momentary1, momentary2, study } from "@lab/study";
import { participantOf, randomAnswers, type Survey } from "@lab/survey-schema";
import { reconcile } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import { startPipeline, timestampOf } from "./pipeline.ts";

const momentary = (version: 1 | 2, second: number, chance: number) =>
  JSON.stringify({
    ...{ user_id: "0001", timestamp: timestampOf(second), time_elapsed: 60, timezone: "Europe/Berlin" },
    questionnaire: `momentary@${version}`,
    ...randomAnswers(version === 1 ? momentary1 : momentary2, () => chance),
  });

function surveyOf(text: string): Survey {
  const parsed = judge.parse(text);
  if (!parsed.wellFormed || !parsed.known) throw new TypeError("not a survey of the study");
  return parsed.survey;
}

it("two questionnaires in one second, out of order and twice, keep the newest answers of each", async () => {
  await using pipeline = await startPipeline();
  const newestDaily = surveyText({ timestamp: timestampOf(7), freetext: "newest" });
  const newestMomentary = momentary(2, 9, 0.9);
  const bodies = [
    newestMomentary,
    newestDaily,
    momentary(1, 7, 0.1),
    surveyText({ timestamp: timestampOf(3) }),
    momentary(2, 3, 0.5),
  ];
  await pipeline.send([...bodies, ...bodies]);
  const { state, receipt } = await pipeline.settle();
  expect(receipt).toMatchObject({ sent: 10, accepted: 5, duplicates: 5, rejected: 0, differences: [] });
  expect([...state.surveys.keys()].toSorted()).toEqual([
    "0001092821000003.json",
    "0001092821000003.momentary.json",
    "0001092821000007.json",
    "0001092821000007.momentary.json",
    "0001092821000009.momentary.json",
  ]);
  expect(state.participants).toEqual([
    participantOf(study, "0001", [newestDaily, newestMomentary].map(surveyOf), 5),
  ]);
  const ledger = state.submissions.map((item) => [item.submission_time, item.questionnaire, item.version]);
  expect(ledger.toSorted()).toEqual([
    ["2021-09-28T00:00:03#momentary", "momentary", 2],
    ["2021-09-28T00:00:03", "daily", 1],
    ["2021-09-28T00:00:07#momentary", "momentary", 1],
    ["2021-09-28T00:00:07", "daily", 1],
    ["2021-09-28T00:00:09#momentary", "momentary", 2],
  ]);
  const { signal } = new AbortController();
  expect(await reconcile(pipeline.stack, { signal, deep: true })).toMatchObject({
    differences: [],
    notes: [],
  });
});
