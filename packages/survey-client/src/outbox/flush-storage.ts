import { parseSurvey, submissionTime } from "@lab/survey-schema";
import { type FailedOutcome, failedOutcome, type SendOutcome } from "../send-outcome.ts";
import type { EntryRef, OutboxStorage, RefusalReason, StoredEntry } from "../storage/outbox-storage.ts";
import type { SurveyClient } from "../survey-client.ts";
import type { FlushResult, OutboxEvent } from "./outbox-events.ts";

/** How many surveys, and how many characters of them (more only for a single survey), are in memory at a time. */
const PAGE_ENTRIES = 100;
const PAGE_CHARACTERS = 4_194_304;

export interface FlushContext {
  readonly storage: OutboxStorage;
  readonly client: Pick<SurveyClient, "sendAll">;
  /** In milliseconds. */
  readonly gracePeriod: number;
  readonly now: () => number;
  readonly emit: (event: OutboxEvent) => void;
  /** Submission times of entries that had to be read to learn them, by key. */
  readonly times: Map<string, string>;
}

/** Sends what waits, page by page, each entry at most once. Stops when the queue takes nothing of a page. */
export async function flushStorage(
  context: FlushContext,
  signal: AbortSignal | undefined,
): Promise<FlushResult> {
  const refs = await oldestFirst(context, signal);
  let result: FlushResult = { sent: 0, refused: 0, failed: 0, incomplete: 0 };
  let settled = 0;
  let position = 0;
  do {
    if (signal?.aborted) {
      const failure = failedOutcome("aborted", "flushing was aborted", signal.reason);
      result = { failure, ...result };
      break;
    }
    const { entries, unreadable, next } = await readPage(context, refs, position);
    position = next;
    const page = await flushPage(entries, context, signal);
    result = { ...result, failed: result.failed + unreadable };
    result = sum(result, page);
    settled = result.sent + result.refused;
    context.emit({ type: "progress", waiting: refs.length - settled, ...result });
    if (page.failure !== undefined && page.sent === 0) break;
  } while (position < refs.length);
  return result;
}

/** By submission time; then in the order in which they were saved. What has no time yet comes last. */
async function oldestFirst(
  { storage, times }: FlushContext,
  signal: AbortSignal | undefined,
): Promise<EntryRef[]> {
  const refs = await storage.list();
  const present = new Set(refs.map(({ key }) => key));
  for (const key of times.keys()) if (!present.has(key)) times.delete(key);
  const timed: { ref: EntryRef; time: string }[] = [];
  for (const ref of refs) {
    let time = timeOfId(ref.id) ?? times.get(ref.key);
    if (time === undefined && !signal?.aborted) {
      time = timeOf((await storage.read(ref.key).catch(() => undefined))?.text);
      if (time !== undefined) times.set(ref.key, time);
    }
    timed.push({ ref, time: time ?? "later" });
  }
  return timed.sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time))).map(({ ref }) => ref);
}

function timeOfId(id: string | undefined): string | undefined {
  return id === undefined
    ? undefined
    : submissionTime(id.slice(-"MMDDYYHHMMSS.json".length, -".json".length));
}

function timeOf(text: string | undefined): string | undefined {
  const parsed = parseSurvey(text ?? "");
  return parsed.wellFormed ? submissionTime(parsed.survey.timestamp) : undefined;
}

/** One entry that cannot be read (another program's file, say) does not keep the others back. */
async function readPage({ storage, emit }: FlushContext, refs: readonly EntryRef[], start: number) {
  const entries: StoredEntry[] = [];
  let unreadable = 0;
  let characters = 0;
  let next = start;
  for (; next < refs.length && entries.length < PAGE_ENTRIES && characters < PAGE_CHARACTERS; next++) {
    const key = refs[next]?.key ?? "";
    try {
      const entry = await storage.read(key);
      if (entry === undefined) continue;
      entries.push(entry);
      characters += entry.text?.length ?? 0;
    } catch (error) {
      unreadable++;
      emit({ type: "failed", key, outcome: failedOutcome("unreadable", `cannot read ${key}`, error) });
    }
  }
  return { entries, unreadable, next };
}

async function flushPage(
  entries: readonly StoredEntry[],
  { storage, client, emit, gracePeriod, now }: FlushContext,
  signal: AbortSignal | undefined,
): Promise<FlushResult> {
  const texts = entries.map(({ text }) => text ?? "");
  const outcomes = await client.sendAll(texts, signal && { signal });
  const counts = { sent: 0, refused: 0, failed: 0, incomplete: 0 };
  let failure: FailedOutcome | undefined;
  const settle = async (entry: StoredEntry, outcome: SendOutcome): Promise<void> => {
    const { key } = entry;
    const reasons = reasonsToRefuse(outcome);
    if (outcome.status === "sent") {
      await storage.remove(entry);
      counts.sent++;
      emit({ type: "sent", key, messageId: outcome.messageId });
    } else if (reasons === undefined) {
      if (outcome.status === "failed") {
        counts.failed++;
        if (!isAboutTheSurvey(outcome)) failure ??= outcome;
        emit({ type: "failed", key, outcome });
      }
    } else if (isBeingWritten(entry, reasons)) counts.incomplete++;
    else {
      await storage.refuse(entry, reasons);
      counts.refused++;
      emit({ type: "refused", key, reasons });
    }
  };
  const settled = await Promise.allSettled(
    entries.map((entry, index) =>
      settle(entry, outcomes[index] ?? failedOutcome("service", "the client gave no outcome")),
    ),
  );
  for (const result of settled) if (result.status === "rejected") throw result.reason;
  return failure === undefined ? counts : { ...counts, failure };

  function isBeingWritten({ changedAt }: StoredEntry, why: readonly RefusalReason[]): boolean {
    if (changedAt === undefined || why.some(({ code }) => code !== "not_json")) return false;
    // A time far in the future comes from a clock that was wrong, and is no reason to wait until it is reached.
    return Math.abs(now() - changedAt) < gracePeriod;
  }
}

function reasonsToRefuse(outcome: SendOutcome): readonly RefusalReason[] | undefined {
  if (outcome.status === "refused") return outcome.reasons;
  return outcome.status === "failed" && outcome.code === "too_large" ? [{ code: "too_large" }] : undefined;
}

/** SQS refused this one survey of a request that it otherwise took: the others need not wait for it. */
function isAboutTheSurvey({ code, retryable }: FailedOutcome): boolean {
  return code === "service" && !retryable;
}

function sum(a: FlushResult, b: FlushResult): FlushResult {
  const failure = a.failure ?? b.failure;
  return {
    sent: a.sent + b.sent,
    refused: a.refused + b.refused,
    failed: a.failed + b.failed,
    incomplete: a.incomplete + b.incomplete,
    ...(failure !== undefined && { failure }),
  };
}
