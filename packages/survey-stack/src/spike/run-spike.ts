import { hash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { SurveyCloud } from "@lab/survey-cloud";
import { type Receipt, receiptOf } from "../receipt/receipt.ts";
import { readQueueDepth } from "../stack/read-queue-depth.ts";
import { readStackState } from "../stack/read-stack-state.ts";
import type { Stack } from "../stack/stack.ts";
import { readTrigger } from "../trigger/read-trigger.ts";
import { Backlog, type BacklogSample } from "./backlog.ts";
import { type Faults, type FaultsDone, injectFaults } from "./inject-faults.ts";
import { participantIds, planSpike, type SpikePlan } from "./plan-spike.ts";
import { seededRandom } from "./random.ts";
import { sendBurst } from "./send-burst.ts";

export interface SpikeOptions {
  readonly plan: SpikePlan;
  /** How long sending and processing may take together, in milliseconds; the receipt is made in any case. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** The stack's local cloud, if it is this process's own: it is measured more often, and things can go wrong in it. */
  readonly cloud?: SurveyCloud;
  /** Only with a cloud. */
  readonly faults?: Faults;
  /** Called at every measuring with all samples so far. */
  readonly onSample?: (samples: readonly BacklogSample[]) => void;
  readonly onPhase?: (phase: "sending" | "processing" | "reconciling") => void;
}

export interface SpikeResult {
  readonly plan: SpikePlan;
  readonly messages: number;
  /** Until the last survey was confirmed, and until the queue was empty (undefined: it was not); in milliseconds. */
  readonly sendingTook: number;
  readonly drainingTook: number | undefined;
  readonly faults: FaultsDone;
  readonly samples: readonly BacklogSample[];
  readonly receipt: Receipt;
}

/** How often the queue is measured, and how long it has to be empty to count as empty, in milliseconds. */
const measuring = {
  local: { interval: 250, steadyFor: 0 },
  // SQS's counts are exact a minute after the last change (SQS API reference, GetQueueAttributes).
  aws: { interval: 1_000, steadyFor: 60_000 },
} as const;

/**
 * Sends a burst of surveys to a stack, waits until all are through, and reconciles what was sent with what the stack
 * holds of it. Other surveys in the stack are left alone.
 *
 * @throws SendingFailedError when the queue does not take a survey; TriggerError when nothing takes surveys from it; the signal's reason.
 */
export async function runSpike(stack: Stack, options: SpikeOptions): Promise<SpikeResult> {
  const { plan, timeout, cloud, signal, onPhase } = options;
  const { local } = await readTrigger(stack);
  const bodies = planSpike(plan, stack.study);
  const backlog = new Backlog();
  const began = new Date();
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);

  const faults = cloud
    ? injectFaults(options.faults ?? { kill: 0, outage: 0 }, cloud, stack, {
        messages: bodies.length,
        elapsed,
        random: seededRandom(plan.seed + 1),
        signal: either,
      })
    : Promise.resolve({ kills: [] });
  let sendingTook: number | undefined;
  const sending = async () => {
    onPhase?.("sending");
    const onSent = (count: number) => backlog.sent(count, elapsed());
    const sent = await sendBurst(bodies, stack, { signal: either, onSent });
    sendingTook = elapsed();
    onPhase?.("processing");
    return sent;
  };
  const draining = async (): Promise<number | undefined> => {
    const { interval, steadyFor } = measuring[local ? "local" : "aws"];
    let emptySince: number | undefined;
    while (elapsed() < timeout) {
      const depth = await readQueueDepth(stack, stack.outputs.queueUrl);
      const sample = backlog.measured(depth, elapsed());
      options.onSample?.(backlog.samples);
      const empty = sendingTook !== undefined && sample.waiting + sample.inFlight === 0;
      emptySince = empty ? (emptySince ?? sample.time) : undefined;
      if (emptySince !== undefined && sample.time - emptySince >= steadyFor) return emptySince;
      await setTimeout(interval, undefined, { signal: either });
    }
    return undefined;
  };

  try {
    const [sent, drainingTook] = await Promise.all([sending(), draining()]);
    over.abort();
    const faultsDone = await faults;
    signal.throwIfAborted();
    onPhase?.("reconciling");
    const known = new Map(bodies.map((body) => [hash("md5", body), body]));
    const messageIds = new Set(sent.map(({ messageId }) => messageId));
    const scope = {
      idPrefix: `${plan.run}-`,
      participants: participantIds(plan),
      messageIds,
      sentOn: daysBetween(began, new Date()),
    };
    const state = await readStackState(stack, { known, ...(cloud ? {} : { scope }) });
    return {
      plan,
      messages: sent.length,
      sendingTook: sendingTook ?? elapsed(),
      drainingTook,
      faults: faultsDone,
      samples: backlog.samples,
      receipt: receiptOf(sent, state, stack),
    };
  } finally {
    over.abort();
    await faults.catch(() => undefined);
  }
}

/** All UTC dates from one moment to another, with a margin of a minute for clocks that disagree. */
function daysBetween(from: Date, to: Date): string[] {
  const margin = 60_000;
  const days = new Set<string>();
  for (let time = from.getTime() - margin; time < to.getTime() + margin; time += 3_600_000) {
    days.add(new Date(time).toISOString().slice(0, 10));
  }
  return [...days.add(new Date(to.getTime() + margin).toISOString().slice(0, 10))];
}
