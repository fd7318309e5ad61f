import type { SQSBatchResponse } from "aws-lambda";
import { createFunctionInstance, type FunctionInstance } from "../function/function-instance.ts";
import { TIME_LEFT } from "../function/wire-processor.ts";
import { logUniform } from "../schedule/chance.ts";
import type { QueueSettings } from "../schedule/plan.ts";
import type { World } from "../schedule/world.ts";
import type { ReceivedMessage, SurveyQueue } from "./survey-queue.ts";

/** Milliseconds that a function has: what infra/ declares by default. */
export const FUNCTION_TIMEOUT = 30_000;

/** Lambda's event source mapping: polls, invokes, and deletes what an answer does not report as failed. */
export interface QueueTrigger {
  /** To be called when a message became visible. */
  poll(): void;
  /** Whether the invocation that received a message this way still runs. */
  isHandled(receiptHandle: string): boolean;
}

export type Invoke = (
  batch: readonly ReceivedMessage[],
  instance: FunctionInstance,
) => Promise<SQSBatchResponse>;

export function createQueueTrigger(
  settings: QueueSettings,
  queue: () => SurveyQueue,
  invoke: Invoke,
  world: World,
): QueueTrigger {
  const { scheduler, decisions, tell } = world;
  const running = new Map<FunctionInstance, readonly ReceivedMessage[]>();
  let polls = 0;
  let pollsSoon = false;

  const poll = (delay = decisions.stepTime(`poll ${polls}`)) => {
    if (pollsSoon || running.size >= settings.maximumConcurrency || !queue().hasVisible()) return;
    pollsSoon = true;
    polls++;
    scheduler.after(delay, () => {
      pollsSoon = false;
      const batch = queue().receive(settings.batchSize);
      if (batch.length > 0) start(batch);
      // Nothing can be received while too many messages are in flight.
      poll(batch.length > 0 ? undefined : 10_000);
    });
  };

  const start = (batch: readonly ReceivedMessage[]) => {
    const name = batch.map(({ receiptHandle }) => receiptHandle).join("+");
    const times = { timeLeft: TIME_LEFT, signsFor: FUNCTION_TIMEOUT };
    const instance = createFunctionInstance(name, times, world, () => finish(instance));
    running.set(instance, batch);
    if (running.size > 1) decisions.reached("function: several instances at once");
    tell?.(`${name}: invoked`);
    scheduler.after(FUNCTION_TIMEOUT, () => timeOut(instance));
    invoke(batch, instance).then(
      (response) => scheduler.after(0, () => instance.resume(() => answer(instance, batch, response))),
      (error: unknown) => {
        tell?.(`${name}: threw ${error instanceof Error ? error.name : "something"}`);
        scheduler.after(0, () => instance.resume(() => finish(instance)));
      },
    );
    scheduler.resumed();
  };

  const finish = (instance: FunctionInstance) => {
    if (!running.delete(instance)) return;
    instance.end();
    poll();
  };

  const timeOut = (instance: FunctionInstance) => {
    if (!running.has(instance)) return;
    decisions.reached("function: timed out");
    tell?.(`${instance.name}: timed out`);
    // Lambda ends the process. But a process that stands still with its whole machine may go on later.
    if (!instance.isFrozen() || decisions.fraction(`${instance.name} ends`) < 0.3) instance.kill();
    finish(instance);
  };

  const answer = (
    instance: FunctionInstance,
    batch: readonly ReceivedMessage[],
    response: SQSBatchResponse,
  ) => {
    if (!running.has(instance)) return;
    const fault = decisions.fault(`${instance.name} answer`, [
      { kind: "function: answer lost" },
      { kind: "function: frozen" },
    ]);
    if (fault !== undefined) {
      decisions.reached(fault.kind);
      tell?.(`${instance.name}: ${fault.kind}`);
    }
    finish(instance);
    if (fault?.kind === "function: answer lost") return;
    // Between invocations a process stands still, with all it had left to do.
    if (fault?.kind === "function: frozen") {
      instance.freeze(logUniform(1_000, 3_600_000, decisions.fraction(`${instance.name} stands still`)));
    }
    for (const { receiptHandle } of acknowledged(batch, response)) {
      scheduler.after(decisions.stepTime(`${receiptHandle} deletion`), () =>
        queue().deleteMessage(receiptHandle),
      );
    }
  };

  return {
    poll,
    isHandled: (receiptHandle) =>
      [...running.values()].some((batch) => batch.some((message) => message.receiptHandle === receiptHandle)),
  };
}

/**
 * The messages that may be deleted. An identifier that is not in the batch makes the whole batch a failure,
 * as AWS documents.
 */
export function acknowledged<Message extends { readonly planned: { readonly id: string } }>(
  batch: readonly Message[],
  response: SQSBatchResponse,
): readonly Message[] {
  const failed = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const ids = new Set(batch.map(({ planned }) => planned.id));
  if ([...failed].some((id) => !ids.has(id))) return [];
  return batch.filter(({ planned }) => !failed.has(planned.id));
}
