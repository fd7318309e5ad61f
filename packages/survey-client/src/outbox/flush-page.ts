import type { Judge } from "@lab/survey-schema";
import { type FailedOutcome, failedOutcome, type SendOutcome } from "../send-outcome.ts";
import { isEntryError } from "../storage/outbox-entry-error.ts";
import type { OutboxStorage, RefusalReason, StoredEntry } from "../storage/outbox-storage.ts";
import type { SendAllOptions } from "../survey-client.ts";
import type { FlushResult, OutboxEvent } from "./outbox-events.ts";
import type { UnchangedEntries } from "./unchanged-entries.ts";
import type { UnfinishedEntries } from "./unfinished-entries.ts";

export interface FlushContext {
  readonly storage: OutboxStorage;
  readonly client: { sendAll(texts: readonly string[], options?: SendAllOptions): Promise<SendOutcome[]> };
  readonly judge: Judge;
  /** In milliseconds. */
  readonly gracePeriod: number;
  readonly emit: (event: OutboxEvent) => void;
  /** Submission times of entries that had to be read to learn them, by key. */
  readonly times: Map<string, string>;
  readonly unchanged: UnchangedEntries;
  readonly unfinished: UnfinishedEntries;
  /** Whether the loop does it, and not somebody who asked for it. */
  readonly inBackground: boolean;
}

/** Sends the entries in one go, and does with each what its outcome asks for. None of them keeps another back. */
export async function flushPage(
  entries: readonly StoredEntry[],
  context: FlushContext,
  signal: AbortSignal | undefined,
): Promise<FlushResult> {
  const known = new Map(entries.map((entry) => [entry, outcomeBefore(entry, context)]));
  const unsent = entries.filter((entry) => known.get(entry) === undefined);
  const texts = unsent.map(({ text }) => text ?? "");
  const outcomes = await context.client.sendAll(texts, signal && { signal });
  const sent = new Map(unsent.map((entry, index) => [entry, outcomes[index]]));

  const counts = { sent: 0, refused: 0, failed: 0, incomplete: 0 };
  let failure: FailedOutcome | undefined;
  const settle = async (entry: StoredEntry): Promise<void> => {
    const before = known.get(entry);
    if (before?.isDue === false) {
      counts.failed++;
      return;
    }
    const noOutcome = failedOutcome("service", "the client gave no outcome");
    const settled = await settleEntry(entry, before?.outcome ?? sent.get(entry) ?? noOutcome, context);
    counts[settled.count]++;
    failure ??= settled.failure;
    context.emit(settled.event);
  };
  const results = await Promise.allSettled(entries.map(settle));
  for (const result of results) if (result.status === "rejected") throw result.reason;
  return failure === undefined ? counts : { ...counts, failure };
}

/** What is known about an entry before it is sent, and whether to do something about it now. */
function outcomeBefore(
  entry: StoredEntry,
  { unfinished, inBackground }: FlushContext,
): { readonly outcome: SendOutcome; readonly isDue: boolean } | undefined {
  const found = unfinished.find(entry);
  if (found !== undefined) return { outcome: found.outcome, isDue: found.isDue || !inBackground };
  if (entry.tooLarge !== true) return undefined;
  return { outcome: failedOutcome("too_large", "the survey is larger than SQS takes"), isDue: true };
}

interface Settled {
  readonly count: "sent" | "refused" | "failed" | "incomplete";
  readonly event: OutboxEvent;
  /** Why the queue takes no survey at all, this one or another. */
  readonly failure?: FailedOutcome;
}

async function settleEntry(
  entry: StoredEntry,
  outcome: SendOutcome,
  context: FlushContext,
): Promise<Settled> {
  const { key } = entry;
  try {
    if (outcome.status === "sent") {
      await context.storage.remove(entry);
      return { count: "sent", event: { type: "sent", key, messageId: outcome.messageId } };
    }
    if (outcome.status === "refused") return await refuseEntry(entry, outcome.reasons, context);
    if (outcome.code === "too_large") return await refuseEntry(entry, [{ code: "too_large" }], context);
    const event: OutboxEvent = { type: "failed", key, outcome };
    return isAboutTheSurvey(outcome)
      ? { count: "failed", event }
      : { count: "failed", event, failure: outcome };
  } catch (error) {
    if (!isEntryError(error)) throw error;
    context.unfinished.add(entry, outcome);
    const what = outcome.status === "sent" ? "The queue has it" : "It can never be sent";
    const message = `${error.message}. ${what}, so it is not sent again while it does not change.`;
    return {
      count: "failed",
      event: { type: "failed", key, outcome: failedOutcome("storage", message, error) },
    };
  }
}

async function refuseEntry(
  entry: StoredEntry,
  reasons: readonly RefusalReason[],
  { storage, unchanged, gracePeriod }: FlushContext,
): Promise<Settled> {
  const { key, version } = entry;
  if (version !== undefined && reasons.every(({ code }) => code === "not_json")) {
    const unchangedFor = unchanged.unchangedFor(key, version);
    const event = { type: "incomplete", key, unchangedFor, refusedAfter: gracePeriod } as const;
    if (unchangedFor < gracePeriod) return { count: "incomplete", event };
  }
  await storage.refuse(entry, reasons);
  return { count: "refused", event: { type: "refused", key, reasons } };
}

/** SQS refused this one survey of a request that it otherwise took. The others need not wait for it. */
function isAboutTheSurvey({ code, retryable }: FailedOutcome): boolean {
  return code === "service" && !retryable;
}
