import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { sendSurvey } from "@lab/survey-client";
import { isBalanced, type StackState, seededRandom, shuffle } from "@lab/survey-stack";
import { testSeed } from "@lab/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startPipeline } from "./pipeline.ts";

const folder = fileURLToPath(new URL("../../../examples/sample-surveys", import.meta.url));
const files = (await readdir(folder)).sort().map((file) => `${folder}/${file}`);
const samples = await Promise.all(files.map((file) => readFile(file, "utf8")));

const person = (user_id: string, num_submission: number, q: readonly number[]) => ({
  user_id,
  num_submission,
  q1: q[0],
  q2: q[1],
  q3: q[2],
  q4: q[3],
  q5: q[4],
});

/** The end state of the design's table, whatever order and number the ten are delivered in. */
function expectEndState(state: StackState, timesSent: number): void {
  expect([...state.surveys.keys()].sort()).toEqual([
    "0001092821120000.json",
    "0001092921120000.json",
    "0001093021120300.json",
    "0002092821120000.json",
    "0003092821120001.json",
    "0004092821120002.json",
    "0005092821122000.json",
  ]);
  const byId = state.participants.toSorted((a, b) => a.user_id.localeCompare(b.user_id));
  expect(byId).toMatchObject([
    person("0001", 3, [1, 1, 2, 2, 2]),
    person("0002", 1, [4, 1, 1, 1, 3]),
    person("0003", 1, [1, 3, 3, 1, 4]),
    person("0004", 1, [1, 1, 1, 1, 1]),
    person("0005", 1, [3, 3, 3, 3, 3]),
  ]);
  const reasons = [...state.rejected.values()].map((document) =>
    document.reasons.map(({ code }) => code).join(),
  );
  const each = ["no_text", "too_fast", "too_fast,no_text"];
  expect(reasons.sort()).toEqual(each.flatMap((reason) => Array(timesSent).fill(reason)));
}

afterEach(() => vi.unstubAllEnvs());

describe("the ten sample surveys end in the design's state", () => {
  it("sent one by one, each processed before the next", async () => {
    await using pipeline = await startPipeline();
    for (const sample of samples) {
      await pipeline.send([sample]);
      await pipeline.settle();
    }
    const { state, receipt } = await pipeline.settle();
    expectEndState(state, 1);
    expect(receipt).toMatchObject({ sent: 10, accepted: 7, duplicates: 0, rejected: 3, differences: [] });
  });

  it("sent all at once", async () => {
    await using pipeline = await startPipeline();
    await pipeline.send(samples);
    const { state, receipt } = await pipeline.settle();
    expectEndState(state, 1);
    expect(isBalanced(receipt)).toBe(true);
  });

  it("sent three times each, in random order", async () => {
    await using pipeline = await startPipeline();
    const messages = [...samples, ...samples, ...samples];
    shuffle(messages, seededRandom(testSeed));
    await pipeline.send(messages);
    const { state, receipt } = await pipeline.settle();
    expectEndState(state, 3);
    expect(receipt).toMatchObject({ sent: 30, accepted: 7, duplicates: 14, rejected: 9, differences: [] });
  });

  it("sent by sendSurvey, which resolves to 200 for each, with nothing but environment variables set", async () => {
    await using pipeline = await startPipeline();
    for (const [name, value] of Object.entries(pipeline.cloud.environment)) vi.stubEnv(name, value);
    const statuses = await Promise.all(
      files.map((file) => sendSurvey(file, pipeline.stack.outputs.queueUrl)),
    );
    expect(statuses).toEqual(Array(10).fill(200));
    const { state } = await pipeline.settle();
    expectEndState(state, 1);
  });
});
