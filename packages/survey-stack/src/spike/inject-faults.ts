import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { SurveyCloud } from "@lab/survey-cloud";
import type { Stack } from "../stack/stack.ts";
import type { Random } from "./random.ts";

/** What is to go wrong during a burst. */
export interface Faults {
  /** How many of the function's workers are killed in the middle of a batch. */
  readonly kill: number;
  /** How long DynamoDB does not answer, in milliseconds. */
  readonly outage: number;
}

/** What did go wrong, and when; in milliseconds since the burst began. */
export interface FaultsDone {
  readonly kills: readonly number[];
  readonly outage?: { readonly from: number; readonly to: number };
}

interface Burst {
  readonly messages: number;
  readonly elapsed: () => number;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** A killed worker's messages come back after this many seconds, instead of the stack's three minutes. */
const VISIBILITY_TIMEOUT = 5;
/**
 * A worker is killed within this many milliseconds of an invocation's start, which is between its first
 * request and its last.
 */
const MIDST = 20;
/** The outage begins when this share of the messages is through. */
const OUTAGE_FROM = 0.25;

/**
 * Makes things go wrong in a local cloud while a burst is processed. The kills are spread over it, and the
 * outage comes after its first quarter.
 *
 * @param burst - `messages`: how many it has; `elapsed`: the milliseconds since it began; `random`: decides
 * when exactly a worker is killed; `signal`: ends the faults.
 * @returns what was done, when all is done or the signal came.
 */
export async function injectFaults(
  faults: Faults,
  cloud: SurveyCloud,
  stack: Stack,
  burst: Burst,
): Promise<FaultsDone> {
  if (faults.kill === 0 && faults.outage === 0) return { kills: [] };
  const Attributes = { VisibilityTimeout: String(VISIBILITY_TIMEOUT) };
  await stack.sqs.send(new SetQueueAttributesCommand({ QueueUrl: stack.outputs.queueUrl, Attributes }));

  let through = 0;
  const count = ({ messageIds }: { messageIds: readonly string[] }) => {
    through += messageIds.length;
  };
  cloud.events.on("messagesDeleted", count);
  const share = () => through / burst.messages;
  try {
    const [kills, outage] = await Promise.all([
      killWorkers(faults.kill, cloud, share, burst),
      stopAnswering(faults.outage, cloud, share, burst),
    ]);
    return { kills, ...(outage && { outage }) };
  } finally {
    cloud.events.off("messagesDeleted", count);
  }
}

async function killWorkers(
  count: number,
  cloud: SurveyCloud,
  share: () => number,
  { elapsed, random, signal }: Burst,
): Promise<number[]> {
  const killed = new Map<string, number>();
  try {
    while (killed.size < count) {
      await once(cloud.events, "invocationStarted", { signal });
      if (share() < killed.size / count) continue;
      await setTimeout(random() * MIDST, undefined, { signal });
      const requestId = await cloud.processor.killWorker();
      if (requestId !== undefined) killed.set(requestId, elapsed());
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return [...killed.values()];
}

async function stopAnswering(
  milliseconds: number,
  cloud: SurveyCloud,
  share: () => number,
  { elapsed, signal }: Burst,
): Promise<FaultsDone["outage"]> {
  if (milliseconds === 0) return undefined;
  let from: number | undefined;
  try {
    while (share() < OUTAGE_FROM) await once(cloud.events, "messagesDeleted", { signal });
    using _frozen = cloud.freezeDynamodb();
    from = elapsed();
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return from === undefined ? undefined : { from, to: elapsed() };
}
