import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type OutboxEvent, type WatchOptions, watchSurveys } from "../src/node.ts";
import { type Answer, type Entry, refuses, startScriptedSqs, takesAll } from "./scripted-sqs.ts";

let folder: string;
let answer: (entries: Entry[]) => Answer;
let sqs: Awaited<ReturnType<typeof startScriptedSqs>>;
let events: OutboxEvent[];
let onEvent: (event: OutboxEvent) => void;

beforeEach(async () => {
  folder = testFolder();
  answer = takesAll;
  events = [];
  onEvent = () => {};
  sqs = await startScriptedSqs((entries) => answer(entries));
});
afterEach(async () => {
  await sqs.close();
});

function watched(options: Partial<WatchOptions> = {}) {
  return watchSurveys(folder, sqs.queueUrl, {
    endpoint: sqs.endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    onEvent(event) {
      events.push(event);
      onEvent(event);
    },
    ...options,
  });
}
function eventually<Type extends OutboxEvent["type"]>(type: Type, count = 1): Promise<void> {
  return new Promise((resolve) => {
    onEvent = () => {
      if (events.filter((event) => event.type === type).length >= count) resolve();
    };
    onEvent({ type: "saved", id: "" });
  });
}

it("sends what is in the folder, and each survey as soon as it is saved there, and removes the files", async () => {
  await writeFile(join(folder, "before.json"), surveyText());
  await using _watch = watched({ interval: 600_000 });
  await eventually("sent");
  await writeFile(join(folder, "after.tmp"), surveyText({ user_id: "0002" }));
  await rename(join(folder, "after.tmp"), join(folder, "after.json"));
  await eventually("sent", 2);
  expect(sqs.bodies()).toEqual([surveyText(), surveyText({ user_id: "0002" })]);
  expect(await readdir(folder)).toEqual([]);
});

it("waits for a survey that is being written", async () => {
  await using watch = watched({ interval: 600_000 });
  await writeFile(join(folder, "slow.json"), surveyText().slice(0, 40));
  expect(await watch.outbox.flush()).toMatchObject({ incomplete: 1 });
  await writeFile(join(folder, "slow.json"), surveyText().slice(40), { flag: "a" });
  await eventually("sent");
  expect(sqs.bodies()).toEqual([surveyText()]);
});

it("moves what can never be sent to a subfolder, with the reasons", async () => {
  await writeFile(join(folder, "odd.json"), surveyText({ q1: 9 }));
  await using watch = watched();
  await eventually("refused");
  expect((await readdir(join(folder, "refused"))).sort()).toEqual(["odd.json", "odd.reasons.json"]);
  expect(await readFile(join(folder, "refused", "odd.json"), "utf8")).toBe(surveyText({ q1: 9 }));
  expect(await watch.outbox.refused()).toMatchObject([{ reasons: [{ code: "malformed" }] }]);
});

it("keeps surveys while the queue cannot take them, and sends them when it can", async () => {
  answer = () => refuses(400, "QueueDoesNotExist");
  await using _watch = watched({ baseDelay: 10 });
  await writeFile(join(folder, "a.json"), surveyText());
  await eventually("next_try");
  expect(await readdir(folder)).toEqual(["a.json"]);
  answer = takesAll;
  await eventually("sent");
  expect(await readdir(folder)).toEqual([]);
});

it("stops, and leaves what waits in the folder", async () => {
  const abort = new AbortController();
  const watch = watched({ signal: abort.signal });
  await eventually("progress");
  abort.abort();
  await watch.stop();
  await writeFile(join(folder, "a.json"), surveyText());
  expect(await watch.outbox.status()).toEqual({ waiting: 1, refused: 0, flushing: false });
  expect(sqs.bodies()).toEqual([]);
});
