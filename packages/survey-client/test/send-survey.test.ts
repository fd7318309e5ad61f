import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createSurveyClient, sendSurvey, sendSurveyFile } from "../src/node.ts";
import { refuses, startScriptedSqs, takesAll } from "./scripted-sqs.ts";

let folder: string;
let sqs: Awaited<ReturnType<typeof startScriptedSqs>>;
let available: boolean;

beforeEach(async () => {
  folder = testFolder();
  available = true;
  sqs = await startScriptedSqs((entries) =>
    available ? takesAll(entries) : refuses(400, "QueueDoesNotExist"),
  );
  vi.stubEnv("AWS_ENDPOINT_URL_SQS", sqs.endpoint);
  vi.stubEnv("AWS_REGION", "eu-central-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await sqs.close();
});

async function saved(content: string | Buffer): Promise<string> {
  const path = join(folder, "survey.json");
  await writeFile(path, content);
  return path;
}

it("resolves to 200 when the queue confirmed the survey", async () => {
  const text = surveyText();
  expect(await sendSurvey(await saved(text), sqs.queueUrl)).toBe(200);
  expect(sqs.bodies()).toEqual([text]);
});

it.each([
  ["is not JSON", "hello"],
  ["is empty", ""],
  ["is malformed", surveyText({ user_id: "../x" })],
  ["is not UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
])("resolves to 400, without sending, when the file %s", async (_, content) => {
  expect(await sendSurvey(await saved(content), sqs.queueUrl)).toBe(400);
  expect(sqs.requests).toEqual([]);
});

it("resolves to 400 when the file is missing or is a folder", async () => {
  expect(await sendSurvey(join(folder, "missing.json"), sqs.queueUrl)).toBe(400);
  expect(await sendSurvey(folder, sqs.queueUrl)).toBe(400);
});

it("resolves to 400 when the queue did not confirm", async () => {
  available = false;
  expect(await sendSurvey(await saved(surveyText()), sqs.queueUrl)).toBe(400);
});

it.each<[string, (path: string) => string | Buffer | undefined, object]>([
  [
    "is missing",
    () => undefined,
    { status: "failed", code: "unreadable", message: expect.stringContaining("no file") },
  ],
  ["is not JSON", () => "hello", { status: "refused", reasons: [{ code: "not_json" }] }],
  ["is not UTF-8", () => Buffer.from([0xff]), { status: "refused", reasons: [{ code: "not_json" }] }],
  [
    "is malformed",
    () => surveyText({ q1: 9 }),
    { status: "refused", reasons: [{ code: "malformed", issues: [{ path: ["q1"] }] }] },
  ],
  ["is too large", () => " ".repeat(1_048_577), { status: "failed", code: "too_large", retryable: false }],
  ["is not confirmed by the queue", () => surveyText(), { status: "failed", code: "queue_not_found" }],
])("gives the reason for a 400 to whoever asks: the file %s", async (_, content, reason) => {
  available = false;
  const text = content(folder);
  const path = text === undefined ? join(folder, "missing.json") : await saved(text);
  const reasons: unknown[] = [];
  expect(await sendSurvey(path, sqs.queueUrl, { onFailure: (outcome) => reasons.push(outcome) })).toBe(400);
  expect(reasons).toMatchObject([reason]);
});

it("gives no reason with a 200, and never throws, even where the callback does", async () => {
  const path = await saved(surveyText());
  const reasons: unknown[] = [];
  expect(await sendSurvey(path, sqs.queueUrl, { onFailure: (outcome) => reasons.push(outcome) })).toBe(200);
  expect(reasons).toEqual([]);
  const throwing = () => {
    throw new Error("no");
  };
  expect(await sendSurvey(join(folder, "missing.json"), sqs.queueUrl, { onFailure: throwing })).toBe(400);
});

it.runIf(process.platform !== "win32")(
  "does not wait for a writer when the path is a named pipe",
  async () => {
    const path = join(folder, "pipe.json");
    await promisify(execFile)("mkfifo", [path]);
    expect(await sendSurvey(path, sqs.queueUrl)).toBe(400);
  },
);

it.each(["", "not a URL", "https://sqs.eu-central-1.amazonaws.com"])(
  "resolves to 400 for the queue URL %j, and does not throw",
  async (queueUrl) => {
    available = false;
    expect(await sendSurvey(await saved(surveyText()), queueUrl)).toBe(400);
  },
);

it("sendSurveyFile tells what came of it", async () => {
  const client = createSurveyClient({ queueUrl: sqs.queueUrl });
  const missing = await sendSurveyFile(join(folder, "missing.json"), client);
  expect(missing).toMatchObject({ status: "failed", code: "unreadable", retryable: false });
  const path = await saved(surveyText({ q2: "3" }));
  expect(await sendSurveyFile(path, client)).toMatchObject({
    status: "refused",
    reasons: [{ code: "malformed", issues: [{ path: ["q2"] }] }],
  });
  client.close();
});
