import { PutObjectCommand } from "@aws-sdk/client-s3";
import { momentary2 } from "@lab/study";
import { DOCUMENT_FORMAT, type RejectedSurvey, randomAnswers, rejectedObjectKey } from "@lab/survey-schema";
import { readTrigger, resumeTrigger, type Trigger } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { expect } from "vitest";
import { type RunningCommand, startCommand } from "../pausing/command-process.ts";
import { type HoldProxy, type Point, startHoldProxy } from "../pausing/hold-proxy.ts";
import { type Pipeline, startPipeline } from "../pipeline.ts";
import { everythingIn } from "../withdrawal/everything-of.ts";
import { putUndelivered } from "../withdrawal/put-undelivered.ts";
import { stopAnHourAgo } from "../withdrawal/stop-an-hour-ago.ts";

/** A pipeline on which commands run at the same time, in processes of their own, and one of them is held at a point of its way. */
export interface ContendedPipeline extends AsyncDisposable {
  readonly pipeline: Pipeline;
  /** Before the buckets, for the command that is held. */
  readonly s3: HoldProxy;
  /** Runs a command against the stack. */
  start(...args: string[]): RunningCommand;
  /** Runs a command until it is held at a request to the rejected bucket. */
  startHeldAt(point: Point, ...args: string[]): Promise<RunningCommand>;
  /** Erases participants who had withdrawn an hour ago, so that no function has to be waited for. */
  erase(...ids: string[]): Promise<RunningCommand>;
  /** Erases a participant until it is held at a request to the rejected bucket. */
  eraseHeldAt(point: Point, id: string): Promise<RunningCommand>;
  /** Waits until the lease of whoever has it has run out. */
  untilRunOut(): Promise<void>;
  trigger(): Promise<Trigger>;
  /** What the stack still holds of a participant's surveys. */
  left(id: string): Promise<string[]>;
  /** Ends what a test left at work. */
  reset(): Promise<void>;
}

/** A text that is in each survey of a participant, and in nobody else's. */
const secretOf = (id: string) => `secret of ${id}`;

/** Puts a dead letter of a participant where the archiver would. */
export async function giveUp({ pipeline }: ContendedPipeline, id: string): Promise<string> {
  const messageId = `dead-${id}`;
  await putUndelivered(pipeline.stack, messageId, surveyText({ user_id: id, freetext: secretOf(id) }));
  return messageId;
}

/** Keeps a survey of a participant as one whose questionnaire the function did not know. */
export async function rejectUnknown({ pipeline }: ContendedPipeline, id: string): Promise<void> {
  const { s3, outputs } = pipeline.stack;
  const questionnaire = "momentary@2";
  const at = new Date().toISOString();
  const document: RejectedSurvey = {
    format: DOCUMENT_FORMAT,
    reasons: [{ code: "unknown_questionnaire", questionnaire }],
    message_id: `rejected-${id}`,
    sender_id: "AIDAEXAMPLE",
    sent_at: at,
    rejected_at: at,
    body: JSON.stringify({
      ...{ user_id: id, timestamp: "092821120000", questionnaire, time_elapsed: 60, note: secretOf(id) },
      ...randomAnswers(momentary2, () => 0),
    }),
  };
  const Key = rejectedObjectKey({ messageId: document.message_id, sentTimestamp: Date.parse(at) });
  const Body = JSON.stringify(document);
  await s3.send(new PutObjectCommand({ Bucket: outputs.rejectedBucketName, Key, Body }));
}

export async function startContendedPipeline(): Promise<ContendedPipeline> {
  await using starting = new AsyncDisposableStack();
  const pipeline = starting.use(await startPipeline());
  const { cloud, stack } = pipeline;
  const s3 = starting.use(await startHoldProxy(cloud.endpoints.s3));
  const running = new Set<RunningCommand>();
  const killAll = async () => {
    for (const { process } of running) process.kill("SIGKILL");
    await Promise.all([...running].map(({ ended }) => ended));
    running.clear();
  };
  starting.defer(killAll);
  const started = starting.move();
  const run = (args: readonly string[], changes: Readonly<Record<string, string>> = {}) => {
    const command = startCommand(args, { ...cloud.environment, ...changes });
    running.add(command);
    return command;
  };
  const start = (...args: string[]) => run(args);
  const startHeldAt = async (point: Point, ...args: string[]) => {
    const reached = s3.holdAt(point);
    const command = run(args, { AWS_ENDPOINT_URL_S3: s3.endpoint });
    const ended = command.ended.then((code) => {
      throw new Error(`It ended with ${code} before it was held: ${command.output()}`);
    });
    await Promise.race([reached, ended]);
    ended.catch(() => undefined);
    return command;
  };
  const trigger = () => readTrigger(stack);
  return {
    pipeline,
    s3,
    start,
    startHeldAt,
    async erase(...ids) {
      for (const id of ids) await stopAnHourAgo(stack, id);
      return start("withdraw", ...ids, "--erase", "--yes");
    },
    async eraseHeldAt(point, id) {
      await stopAnHourAgo(stack, id);
      return await startHeldAt(point, "withdraw", id, "--erase", "--yes");
    },
    async untilRunOut() {
      const alive = async () => {
        const { lease, now } = await trigger();
        return lease !== undefined && lease.until > now;
      };
      await expect.poll(alive, { timeout: 30_000, interval: 100 }).toBe(false);
    },
    trigger,
    left: async (id) => (await everythingIn(stack)).filter((line) => line.includes(secretOf(id))),
    async reset() {
      await killAll();
      s3.release();
      await resumeTrigger(stack, { force: true, signal: new AbortController().signal });
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
