import { setTimeout } from "node:timers/promises";
import { LedgerSummaries } from "../contents/ledger-summary.ts";
import { readQueueDepth } from "../stack/read-queue-depth.ts";
import type { Stack } from "../stack/stack.ts";
import type { QueueDepth } from "../stack/stack-state.ts";
import type { Check } from "./check.ts";
import { checkLedger } from "./check-ledger.ts";
import { checkObjects } from "./check-objects.ts";
import { checkParticipants } from "./check-participants.ts";
import { checkRejected } from "./check-rejected.ts";
import { checkSurveyVersions } from "./check-survey-versions.ts";
import { checkWithdrawn } from "./check-withdrawn.ts";
import { type Confirmation, confirmDifferences, mayPass } from "./confirm-differences.ts";
import type { Difference } from "./difference.ts";
import type { Note } from "./note.ts";

export interface ReconcileOptions {
  readonly signal: AbortSignal;
  /** Read and judge every body, also where nothing says that it changed; false if left out. */
  readonly deep?: boolean;
  /** Put shown and expected answers into the differences; false if left out. */
  readonly showAnswers?: boolean;
  /** What is being read, and how much of it so far. */
  readonly onProgress?: (what: ReconcileStep, read: number) => void;
}

export type ReconcileStep = "surveys bucket" | "ledger" | "participants" | "rejected bucket";

/** How buckets and tables of a stack compare. */
export interface Reconciliation {
  readonly deep: boolean;
  readonly objects: number;
  readonly ledgerItems: number;
  readonly participants: number;
  readonly rejected: number;
  readonly undelivered: number;
  readonly redriven: number;
  /** Copies of rejected documents whose survey was judged again. */
  readonly rejudged: number;
  readonly queue: QueueDepth;
  readonly deadLetterQueue: QueueDepth;
  readonly differences: readonly Difference[];
  readonly notes: readonly Note[];
}

/** Milliseconds before a stack in use is looked at again, which is more than a batch mostly takes. */
const BETWEEN_LOOKS = 3_000;
/** How often it is looked at again while surveys are under way. A busy table can hold one up for longer than a batch takes. */
const MOST_LOOKS = 10;

/**
 * Compares a stack's surveys bucket, ledger and participants with each other, and reads and judges the
 * rejected bucket. It changes nothing. It keeps a few numbers for each participant and the differences in
 * memory, but not the surveys.
 *
 * The bytes of a survey count as unchanged while its object has the ETag that S3 answered to the processor.
 * Only a deep reconciliation reads them all.
 *
 * A stack in use changes between two readings, and its queue may look empty while surveys are on their way. So differences
 * are looked at a second time, and only those that stay are reported. While the queue has surveys, those that may still pass are
 * looked at again for half a minute.
 */
export async function reconcile(stack: Stack, options: ReconcileOptions): Promise<Reconciliation> {
  const { signal, deep = false, showAnswers = false, onProgress } = options;
  const differences: Difference[] = [];
  const notes: Note[] = [];
  const check = (step: ReconcileStep): Check => {
    let read = 0;
    return {
      stack,
      signal,
      deep,
      found: (difference) => differences.push(difference),
      note: (note) => notes.push(note),
      onRead: (count) => {
        read += count;
        onProgress?.(step, read);
      },
    };
  };
  const { outputs } = stack;
  const summaries = new LedgerSummaries();
  // The bucket comes before the ledger. A survey that arrives meanwhile then looks like an item without an
  // object, and the object is asked for.
  const { objects, inLedger } = await checkObjects(check("surveys bucket"));
  const ledgerItems = await checkLedger(check("ledger"), inLedger, summaries);
  if (deep) await checkSurveyVersions(check("surveys bucket"));
  const participants = await checkParticipants({ ...check("participants"), showAnswers }, summaries);
  const places = await checkRejected(check("rejected bucket"));
  await checkWithdrawn(check("rejected bucket"));
  const queue = await readQueueDepth(stack, outputs.queueUrl);
  const confirmed = await lookAgain(differences, { stack, signal, deep, showAnswers });
  return {
    deep,
    objects,
    ledgerItems,
    participants,
    ...places,
    queue,
    deadLetterQueue: await readQueueDepth(stack, outputs.deadLetterQueueUrl),
    differences: confirmed,
    notes,
  };
}

/** The differences that stay. */
async function lookAgain(
  found: readonly Difference[],
  confirmation: Confirmation,
): Promise<readonly Difference[]> {
  const { stack, signal } = confirmation;
  let left = found;
  for (let look = 1; left.length > 0 && look <= MOST_LOOKS; look++) {
    await setTimeout(BETWEEN_LOOKS, undefined, { signal });
    left = await confirmDifferences(left, confirmation);
    if (!left.some(mayPass)) break;
    const { waiting, inFlight } = await readQueueDepth(stack, stack.outputs.queueUrl);
    if (waiting + inFlight === 0) break;
  }
  return left;
}
