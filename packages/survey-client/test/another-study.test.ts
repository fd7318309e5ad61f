import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineQuestionnaire, defineStudy, multipleChoice, slider } from "@lab/survey-schema";
import { testFolder } from "@lab/testing";
import { aSurvey } from "@lab/testing/survey";
import { beforeEach, expect, expectTypeOf, it, onTestFinished } from "vitest";
import {
  createFolderStorage,
  createOutbox,
  createSurveyClient,
  type SurveyClient,
  watchSurveys,
} from "../src/node.ts";
import { createMemoryStorage } from "./memory-storage.ts";
import { clientOf, credentials, REGION } from "./scripted-client.ts";

const evening = defineQuestionnaire({
  id: "evening",
  version: 1,
  title: "Your evening",
  items: {
    calm: slider("How calm are you?"),
    company: multipleChoice("Who is with you?", { family: "Family", friends: "Friends" }),
  },
});
const study = defineStudy({
  questionnaires: [evening],
  defaultQuestionnaire: "evening",
  plan: { days: 7, promptsPerDay: 1 },
});
const survey = {
  ...{ user_id: "0001", timestamp: "092821120000", time_elapsed: 60 },
  ...{ calm: 70, company: ["friends"] as const },
};

let sqs: Awaited<ReturnType<typeof clientOf>>["sqs"];
let ofTheLab: SurveyClient;
let client: SurveyClient<typeof study>;
beforeEach(async () => {
  ({ sqs, client: ofTheLab } = await clientOf());
  const { queueUrl, endpoint } = sqs;
  client = createSurveyClient({ queueUrl, endpoint, region: REGION, credentials, study });
  onTestFinished(() => client.close());
});

it("a client and its outbox judge by the study that it was given", async () => {
  const outbox = createOutbox({ storage: createMemoryStorage(), client });
  expect(await outbox.save(survey)).toMatchObject({ id: "0001092821120000.json" });
  expect(await outbox.flush()).toMatchObject({ sent: 1, refused: 0 });
  expect(sqs.bodies()).toEqual([JSON.stringify(survey)]);
  await expect(outbox.save({ ...survey, calm: 101 })).rejects.toThrow("calm");
  expect(await client.send({ ...survey, calm: 101 })).toMatchObject({ status: "refused" });
  expect(await client.send(JSON.stringify(aSurvey()))).toMatchObject({ status: "refused" });
});

it("another client in the same app goes on judging by the lab's study", async () => {
  expect(await ofTheLab.send(JSON.stringify(survey))).toMatchObject({ status: "refused" });
  expect(await ofTheLab.send(aSurvey())).toMatchObject({ status: "sent" });
});

it("a folder knows a survey of the study that another program has put there", async () => {
  const folder = testFolder();
  await writeFile(join(folder, "0001092821120000.json"), JSON.stringify(survey, null, 2));
  const outbox = createOutbox({ storage: createFolderStorage(folder, { study }), client });
  expect(await outbox.save(survey)).toMatchObject({ alreadyWaiting: true });
  expect(await outbox.status()).toMatchObject({ waiting: 1 });
});

it("a watched folder sends surveys of the study, and judges by it", async () => {
  const folder = testFolder();
  const { queueUrl, endpoint } = sqs;
  await using watch = watchSurveys(folder, queueUrl, { endpoint, region: REGION, credentials, study });
  await expect(watch.outbox.save({ ...survey, calm: 101 })).rejects.toThrow("calm");
  await watch.outbox.save(survey);
  await expect.poll(() => sqs.bodies().length).toBe(1);
});

it("the types of surveys follow from the study", () => {
  type Input = Parameters<ReturnType<typeof createOutbox<typeof study>>["save"]>[0];
  expectTypeOf<typeof survey>().toExtend<Input>();
  expectTypeOf<Omit<typeof survey, "calm">>().not.toExtend<Input>();
  expectTypeOf<Omit<typeof survey, "company"> & { readonly company: ["dog"] }>().not.toExtend<Input>();
  expectTypeOf(client.send).parameter(0).toEqualTypeOf<Input>();
});
