import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SQSClient } from "@aws-sdk/client-sqs";
import { createSurveyClient, type SendOutcome, type SurveyClient, sendSurvey } from "@lab/survey-client";
import { isBalanced, readQueueDepth, receiptOf, type SentSurvey } from "@lab/survey-stack";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startPipeline, timestampOf } from "../pipeline.ts";
import { type FaultRule, startFaultProxies } from "./fault-proxy.ts";
import { connectionCut, connectionFaults, refusals, replyLost } from "./faults.ts";

const faults = [...connectionFaults, ...refusals.sqs];
const timeouts = {
  connectionTimeout: 250,
  requestTimeout: 250,
  socketTimeout: 250,
  throwOnRequestTimeout: true,
};
const BATCH = 10;

/** A queue behind a fault proxy, whose trigger is stopped so that its messages can be counted. */
async function startQueue() {
  await using starting = new AsyncDisposableStack();
  const pipeline = starting.use(await startPipeline());
  const { cloud, stack } = pipeline;
  await cloud.trigger.stop();
  const proxies = starting.use(await startFaultProxies(cloud.endpoints));
  const queueUrl = `${proxies.endpoints.sqs}${new URL(stack.outputs.queueUrl).pathname}`;
  const started = starting.move();
  return {
    cloud,
    proxies,
    queueUrl,
    /** The client with one batch under way at a time, so that a fault's number is a batch's number. */
    clientWith(maxAttempts: number): SurveyClient {
      const { region, credentials } = cloud;
      const endpoint = proxies.endpoints.sqs;
      const sqs = new SQSClient({ region, credentials, endpoint, maxAttempts, requestHandler: timeouts });
      onTestFinished(() => sqs.destroy());
      return createSurveyClient({ queueUrl, sqs, batchesInFlight: 1 });
    },
    async messages(): Promise<number> {
      return (await readQueueDepth(stack, stack.outputs.queueUrl)).waiting;
    },
    /** Lets the processor work the queue off, and reconciles what the client says with what is stored. */
    async expectBalance(sent: readonly SentSurvey[]): Promise<void> {
      cloud.trigger.start();
      const { state } = await pipeline.settle();
      const receipt = receiptOf(sent, state, stack);
      expect(receipt.differences).toEqual([]);
      expect(isBalanced(receipt)).toBe(true);
      expect(receipt).toMatchObject({ accepted: sent.length, rejected: 0, sumOfCounts: sent.length });
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, i) => surveyText({ user_id: `p${i}`, timestamp: timestampOf(i) }));

/** What the client says was sent. */
function confirmed(surveys: readonly string[], outcomes: readonly SendOutcome[]): SentSurvey[] {
  return surveys.flatMap((body, index) => {
    const outcome = outcomes[index];
    return outcome?.status === "sent" ? [{ body, messageId: outcome.messageId }] : [];
  });
}

const takenNevertheless = faults.filter(({ takesEffect }) => takesEffect).length;

const timesOf = (occurrenceOf: (index: number) => number) =>
  faults.map(
    (fault, index): FaultRule => ({ fault, when: ({ occurrence }) => occurrence === occurrenceOf(index) }),
  );

describe("surveys sent through a faulty network are never lost, and counted once however often they arrived", () => {
  it("when no batch is tried again: each is reported as not sent, and sent again later", async () => {
    await using queue = await startQueue();
    const surveys = numbered((faults.length + 1) * BATCH);
    queue.proxies.inject(...timesOf((index) => index + 1));
    const client = queue.clientWith(1);
    const outcomes = await client.sendAll(surveys);
    queue.proxies.heal();
    const struck = faults.length * BATCH;
    expect(outcomes.slice(0, struck)).toMatchObject(
      Array(struck).fill({ status: "failed", retryable: true }),
    );
    expect(outcomes.slice(struck)).toMatchObject(Array(BATCH).fill({ status: "sent" }));
    expect(await queue.messages()).toBe((takenNevertheless + 1) * BATCH);

    const again = surveys.slice(0, struck);
    const sent = [...confirmed(surveys, outcomes), ...confirmed(again, await client.sendAll(again))];
    expect(sent).toHaveLength(surveys.length);
    await queue.expectBalance(sent);
  });

  it("when the SDK tries each batch again: each is reported as sent, and some are in the queue twice", async () => {
    await using queue = await startQueue();
    const surveys = numbered(faults.length * BATCH);
    queue.proxies.inject(...timesOf((index) => 2 * index + 1));
    const outcomes = await queue.clientWith(3).sendAll(surveys);
    queue.proxies.heal();
    expect(outcomes).toMatchObject(Array(surveys.length).fill({ status: "sent" }));
    expect(await queue.messages()).toBe((faults.length + takenNevertheless) * BATCH);
    await queue.expectBalance(confirmed(surveys, outcomes));
  });
});

it("sendSurvey resolves to 400 while nothing gets through, and to 200 when only a reply is lost", async () => {
  await using queue = await startQueue();
  const { cloud, proxies, queueUrl } = queue;
  const environment = { ...cloud.environment, AWS_ENDPOINT_URL_SQS: proxies.endpoints.sqs };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = testFolder();
  const path = join(folder, "survey.json");
  const body = surveyText();
  await writeFile(path, body);

  proxies.inject({ fault: connectionCut, when: () => true });
  expect(await sendSurvey(path, queueUrl)).toBe(400);
  proxies.heal();
  expect(await queue.messages()).toBe(0);
  proxies.inject({ fault: replyLost, when: ({ occurrence }) => occurrence === 1 });
  expect(await sendSurvey(path, queueUrl)).toBe(200);
  proxies.heal();
  expect(await queue.messages()).toBe(2);
  await queue.expectBalance([{ body, messageId: "" }]);
});
