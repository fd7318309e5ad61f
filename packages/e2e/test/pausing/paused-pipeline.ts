import {
  type PausedTrigger,
  pauseTrigger,
  readTrigger,
  resumeTrigger,
  type Trigger,
} from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { expect } from "vitest";
import { type Pipeline, startPipeline } from "../pipeline.ts";
import { fill, lose } from "../rebuild-tables.ts";
import { type RunningCommand, startCommand } from "./command-process.ts";
import { type HoldProxy, type Point, startHoldProxy } from "./hold-proxy.ts";

/** A pipeline whose ledger is lost, and rebuilds of it in processes of their own, of which each step is seen. */
export interface PausedPipeline extends AsyncDisposable {
  readonly pipeline: Pipeline;
  /** Before the services that a rebuild asks. */
  readonly lambda: HoldProxy;
  readonly s3: HoldProxy;
  /** Runs a command against the stack, through the proxies. */
  start(...args: string[]): RunningCommand;
  /** Takes every other item from the ledger, and starts a rebuild that is held at a point of its way. */
  startRebuildHeldAt(service: "lambda" | "s3", point: Point): Promise<RunningCommand>;
  /** Pauses the trigger, as a rebuild in this process does. */
  pause(): Promise<PausedTrigger>;
  /** Sends a survey that was not sent before. */
  sendAnother(): Promise<void>;
  trigger(): Promise<Trigger>;
  /** Waits until nobody who could be alive has the pause. */
  untilAbandoned(): Promise<void>;
  /** Demands that surveys are processed, nothing is left of any pause, and everything sent is stored and counted once. */
  expectAllIsWell(): Promise<void>;
  /** Ends what a test left at work when it failed, so that the next one begins with a trigger that is on. */
  reset(): Promise<void>;
}

export async function startPausedPipeline(): Promise<PausedPipeline> {
  await using starting = new AsyncDisposableStack();
  const pipeline = starting.use(await startPipeline());
  await fill(pipeline);
  await lose(pipeline.stack, "submissions");
  const lambda = starting.use(await startHoldProxy(pipeline.cloud.endpoints.lambda));
  const s3 = starting.use(await startHoldProxy(pipeline.cloud.endpoints.s3));
  const proxies = { lambda, s3 };
  const running = new Set<RunningCommand>();
  const killAll = async () => {
    for (const { process } of running) process.kill("SIGKILL");
    await Promise.all([...running].map(({ ended }) => ended));
    running.clear();
  };
  starting.defer(killAll);
  const started = starting.move();
  const { signal } = new AbortController();
  const trigger = () => readTrigger(pipeline.stack);
  const start = (...args: string[]) => {
    const command = startCommand(args, {
      ...pipeline.cloud.environment,
      AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint,
      AWS_ENDPOINT_URL_S3: s3.endpoint,
    });
    running.add(command);
    return command;
  };
  const pauses = new Set<PausedTrigger>();
  let sent = 0;
  return {
    pipeline,
    lambda,
    s3,
    start,
    async startRebuildHeldAt(service, point) {
      await lose(pipeline.stack, "submissions", (_, index) => index % 2 === 0);
      const reached = proxies[service].holdAt(point);
      const rebuild = start("rebuild");
      const ended = rebuild.ended.then((code) => {
        throw new Error(`The rebuild ended with ${code} before it was held: ${rebuild.output()}`);
      });
      await Promise.race([reached, ended]);
      ended.catch(() => undefined);
      return rebuild;
    },
    async pause() {
      const paused = await pauseTrigger(pipeline.stack, { command: "rebuild", signal });
      pauses.add(paused);
      return paused;
    },
    async sendAnother() {
      sent += 1;
      await pipeline.send([surveyText({ user_id: `late${sent}`, freetext: "sent meanwhile" })]);
    },
    trigger,
    async untilAbandoned() {
      const alive = async () => {
        const { lease, now } = await trigger();
        return lease !== undefined && lease.until > now;
      };
      await expect.poll(alive, { timeout: 30_000, interval: 100 }).toBe(false);
    },
    async expectAllIsWell() {
      expect(await trigger()).toMatchObject({ state: "Enabled", lease: undefined });
      const { receipt } = await pipeline.settle();
      expect(receipt.differences).toEqual([]);
    },
    async reset() {
      await killAll();
      for (const { release } of [lambda, s3]) release();
      // A pause that its test ended is not there any more.
      await Promise.allSettled([...pauses].map((paused) => paused.resume()));
      pauses.clear();
      await resumeTrigger(pipeline.stack, { force: true, signal });
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
