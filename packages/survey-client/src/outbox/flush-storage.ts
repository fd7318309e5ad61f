import { failedOutcome } from "../send-outcome.ts";
import type { EntryRef, StoredEntry } from "../storage/outbox-storage.ts";
import { type FlushContext, flushPage } from "./flush-page.ts";
import { oldestFirst } from "./oldest-first.ts";
import type { FlushResult } from "./outbox-events.ts";

/** How many surveys, and how many characters of them (more only for a single survey), are in memory at a time. */
const PAGE_ENTRIES = 100;
const PAGE_CHARACTERS = 4_194_304;

/** Sends what waits, page by page, each entry at most once. Stops when the queue takes nothing of a page. */
export async function flushStorage(
  context: FlushContext,
  signal: AbortSignal | undefined,
): Promise<FlushResult> {
  const refs = await oldestFirst(context, signal);
  const present = new Set(refs.map(({ key }) => key));
  context.unchanged.keepOnly(present);
  context.unfinished.keepOnly(present);
  let result: FlushResult = { sent: 0, refused: 0, failed: 0, incomplete: 0 };
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
    context.emit({ type: "progress", waiting: refs.length - result.sent - result.refused, ...result });
    if (page.failure !== undefined && page.sent === 0) break;
  } while (position < refs.length);
  const untried = refs.length - position;
  return untried === 0 ? result : { ...result, untried };
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
      const why = error instanceof Error ? error.message : String(error);
      emit({
        type: "failed",
        key,
        outcome: failedOutcome("unreadable", `cannot read ${key}, it waits: ${why}`, error),
      });
    }
  }
  return { entries, unreadable, next };
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
