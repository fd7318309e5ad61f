import { readTrigger, type Trigger } from "@lab/survey-cli";
import { expect } from "vitest";
import { type Pipeline, startPipeline, surveyText } from "../pipeline.ts";
import { fill, lose } from "../rebuild-tables.ts";
import { type HoldProxy, startHoldProxy } from "./hold-proxy.ts";
import { type RunningCommand, startCommand } from "./rebuild-process.ts";

/** A pipeline whose ledger is lost, and rebuilds of it in processes of their own, of which each step is seen. */
export interface PausedPipeline extends AsyncDisposable {
  readonly pipeline: Pipeline;
  /** Before the services that a rebuild asks. */
  readonly lambda: HoldProxy;
  readonly s3: HoldProxy;
  /** Runs a command against the stack, through the proxies. */
  start(...args: string[]): RunningCommand;
  /** Sends a survey that was not sent before. */
  sendAnother(): Promise<void>;
  trigger(): Promise<Trigger>;
  /** Waits until nobody who could be alive has the pause. */
  untilAbandoned(): Promise<void>;
  /** Demands that surveys are processed, nothing is left of any pause, and everything sent is stored and counted once. */
  expectAllIsWell(): Promise<void>;
}

export async function startPausedPipeline(): Promise<PausedPipeline> {
  await using starting = new AsyncDisposableStack();
  const pipeline = starting.use(await startPipeline());
  await fill(pipeline);
  await lose(pipeline.stack, "submissions");
  const lambda = starting.use(await startHoldProxy(pipeline.cloud.endpoints.lambda));
  const s3 = starting.use(await startHoldProxy(pipeline.cloud.endpoints.s3));
  const running = new Set<RunningCommand>();
  starting.defer(async () => {
    for (const { process } of running) process.kill("SIGKILL");
    await Promise.all([...running].map(({ ended }) => ended));
  });
  const started = starting.move();
  const trigger = () => readTrigger(pipeline.stack);
  let sent = 0;
  return {
    pipeline,
    lambda,
    s3,
    start(...args) {
      const command = startCommand(args, {
        ...pipeline.cloud.environment,
        AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint,
        AWS_ENDPOINT_URL_S3: s3.endpoint,
      });
      running.add(command);
      return command;
    },
    async sendAnother() {
      sent += 1;
      await pipeline.send([surveyText({ user_id: `late${sent}`, freetext: "sent meanwhile" })]);
    },
    trigger,
    async untilAbandoned() {
      const alive = async () => {
        const { pause, now } = await trigger();
        return pause !== undefined && pause.until > now;
      };
      await expect.poll(alive, { timeout: 30_000, interval: 100 }).toBe(false);
    },
    async expectAllIsWell() {
      expect(await trigger()).toMatchObject({ state: "Enabled", pause: undefined });
      const { receipt } = await pipeline.settle();
      expect(receipt.differences).toEqual([]);
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
