import type { Withdrawal } from "@lab/survey-schema";
import type { Stack } from "../stack/stack.ts";
import { pauseTrigger } from "../trigger/pause-trigger.ts";
import type { Trigger } from "../trigger/read-trigger.ts";
import { erasedParticipants, readWithdrawals } from "../withdraw/read-withdrawals.ts";
import { compareTombstones, restoreTombstone } from "../withdraw/tombstone-trail.ts";
import type { RebuildContext, RebuildStep } from "./rebuild-context.ts";
import { rebuildLedger } from "./rebuild-ledger.ts";
import { rebuildParticipants } from "./rebuild-participants.ts";
import type { RebuildProblem } from "./rebuild-problem.ts";
import { ChangeCounter, type ItemChange, type TableChanges } from "./table-changes.ts";

export interface RebuildOptions {
  readonly signal: AbortSignal;
  /** Only tell what would change: nothing is written, and the trigger is left alone; false if left out. */
  readonly dryRun?: boolean;
  /** Delete items that have no survey in the surveys bucket; false if left out. */
  readonly prune?: boolean;
  /** Called for every item that changes, would change, or is left although the bucket knows nothing of it. */
  readonly onChange?: (change: ItemChange) => void;
  readonly onProgress?: (step: RebuildStep, done: number) => void;
  /** What is being waited for before the rebuilding begins, and at its end. */
  readonly onWait?: (what: string) => void;
  /** How the trigger was found, for example paused by a rebuild that died. */
  readonly onTrigger?: (trigger: Trigger) => void;
}

export interface Rebuilt {
  readonly dryRun: boolean;
  readonly submissions: TableChanges;
  readonly participants: TableChanges;
  /** Tombstones of participants who have withdrawn that came back from the audit trail. */
  readonly tombstones: number;
  readonly problems: readonly RebuildProblem[];
  /** Whether the trigger was on before, and so is on again. */
  readonly triggerWasOn: boolean | undefined;
}

/**
 * Rebuilds both tables from the surveys bucket alone, the ledger from the bucket and the participants from
 * the ledger. It has the lease of the stack, and the trigger is paused meanwhile and resumed at the end, whatever happens. Surveys
 * wait in the queue.
 *
 * A survey that the bucket does not prove is named as a problem, and its items stay. A hash that the ledger
 * has is never replaced.
 *
 * Every write is that of one item, follows from the bucket, and is left out where the item is right already. So it can be
 * stopped anywhere and run again, and writes nothing in a healthy stack.
 *
 * @throws LeaseHeldError while another command has the lease of the stack; LeaseLostError when somebody ends the lease meanwhile;
 *   TriggerNotResumedError; LeaseLeftError; TriggerError; the signal's reason; whatever a request throws.
 */
export async function rebuild(stack: Stack, options: RebuildOptions): Promise<Rebuilt> {
  const { dryRun = false, prune = false, onWait, onTrigger } = options;
  const onChange = options.onChange ?? (() => undefined);
  const problems: RebuildProblem[] = [];
  const trigger = dryRun
    ? undefined
    : await pauseTrigger(stack, {
        command: "rebuild",
        signal: options.signal,
        ...(onWait && { onWait }),
        ...(onTrigger && { onFound: onTrigger }),
      });
  const signal = AbortSignal.any([options.signal, ...(trigger ? [trigger.lost] : [])]);
  const submissions = new ChangeCounter("submissions", onChange);
  const participants = new ChangeCounter("participants", onChange);
  let tombstones = 0;
  const work = async () => {
    const { withdrawals, restored } = await restoreTombstones(stack, { dryRun, signal });
    tombstones = restored;
    const context: RebuildContext = {
      stack,
      signal,
      dryRun,
      prune,
      erased: erasedParticipants(withdrawals),
      problem: (problem) => problems.push(problem),
      onProgress: options.onProgress ?? (() => undefined),
    };
    const ledger = await rebuildLedger(context, submissions);
    await rebuildParticipants(ledger, context, participants);
  };
  try {
    await (trigger === undefined ? work() : trigger.during(work));
  } finally {
    await trigger?.resume();
  }
  return {
    dryRun,
    submissions: submissions.total,
    participants: participants.total,
    tombstones,
    problems,
    triggerWasOn: trigger?.wasOn,
  };
}

/**
 * Writes the tombstones again that the audit trail has and the records lack. Nobody who has withdrawn may take part again because a table
 * was lost.
 *
 * @returns all tombstones, and how many came back. In a dry run, as they would be.
 */
async function restoreTombstones(
  stack: Stack,
  { dryRun, signal }: { readonly dryRun: boolean; readonly signal: AbortSignal },
): Promise<{ readonly withdrawals: ReadonlyMap<string, Withdrawal>; readonly restored: number }> {
  const withdrawals = await readWithdrawals(stack);
  let restored = 0;
  for (const difference of await compareTombstones(stack, withdrawals, signal)) {
    if (difference.kind !== "missing") continue;
    const { user_id, mode, at, by } = difference.copy;
    if (!dryRun) await restoreTombstone(stack, difference.copy);
    withdrawals.set(user_id, { mode, at, by });
    restored++;
  }
  return { withdrawals, restored };
}
