import { setTimeout } from "node:timers/promises";
import type { Withdrawal } from "@lab/survey-schema";
import { withLease } from "../lease/with-lease.ts";
import type { Stack } from "../stack/stack.ts";
import { type Erasure, erase } from "./erase.ts";
import { timeUntilSafe } from "./erasing-time.ts";
import { readWithdrawal } from "./read-withdrawals.ts";
import { type WithdrawalMode, writeTombstone } from "./tombstone.ts";

export interface WithdrawOptions {
  readonly mode: WithdrawalMode;
  /** Who withdraws the participants, at most 512 characters. */
  readonly by: string;
  readonly signal: AbortSignal;
  /** Write and delete nothing, only tell what there is; false if left out. */
  readonly dryRun?: boolean;
  /** What is being done or waited for, with the milliseconds that are left of a waiting. */
  readonly onProgress?: (what: string, left?: number) => void;
  /** What people should know of the lease of the stack, in sentences. */
  readonly onNotice?: (text: string) => void;
}

/** One participant who has withdrawn. */
export interface WithdrawnParticipant {
  readonly user_id: string;
  /** The tombstone; undefined in a dry run, for somebody who has none yet. */
  readonly withdrawal: Withdrawal | undefined;
  /** Whether the tombstone was written now. */
  readonly isNew: boolean;
}

/** What a withdrawal did. */
export interface Withdrawn {
  readonly participants: readonly WithdrawnParticipant[];
  /** Only with `erase`. Everything was looked for again, and nothing was left. */
  readonly erasure?: Erasure;
}

/** Stands for the tombstone in a dry run. It is written nowhere. */
const noTombstoneYet: Withdrawal = { mode: "erase", at: new Date(0).toISOString(), by: "nobody" };

/** How often it is told how much time is left, in milliseconds. */
const TELL_EVERY = 1_000;

/**
 * Withdraws participants. Their tombstones come first, so from then on nothing of theirs is taken. To erase, it waits until no function
 * can put anything any more that has not seen them. Then it takes the lease of the stack, deletes everything, and looks again. While
 * another command has the lease, it waits for its end.
 *
 * It can be stopped anywhere and run again. What is done stays done.
 *
 * @param user_ids - the participants. One who comes twice is withdrawn once.
 * @throws As {@link writeTombstone}, {@link erase} and {@link withLease}.
 */
export async function withdraw(
  stack: Stack,
  user_ids: readonly string[],
  options: WithdrawOptions,
): Promise<Withdrawn> {
  const { mode, by, signal, dryRun = false, onProgress } = options;
  const participants: WithdrawnParticipant[] = [];
  for (const user_id of new Set(user_ids)) {
    signal.throwIfAborted();
    onProgress?.(`Stopping participant ${user_id}`);
    participants.push(
      dryRun
        ? { user_id, withdrawal: await readWithdrawal(stack, user_id), isNew: false }
        : { user_id, ...(await writeTombstone(stack, user_id, { mode, by })) },
    );
  }
  if (mode === "keep") return { participants };
  const withdrawals = new Map(
    participants.map(({ user_id, withdrawal = noTombstoneYet }) => [user_id, withdrawal] as const),
  );
  if (dryRun) return { participants, erasure: await erase(stack, withdrawals, options) };
  await untilSafe(stack, [...withdrawals.values()], options);
  return { participants, erasure: await eraseAlone(stack, withdrawals, options) };
}

/**
 * Erases while no other command moves or deletes surveys. It waits for the end of one that does, since an erasure has often waited for a
 * quarter of an hour by then, with nobody there to begin it again.
 */
async function eraseAlone(
  stack: Stack,
  withdrawals: ReadonlyMap<string, Withdrawal>,
  options: WithdrawOptions,
): Promise<Erasure> {
  const { signal, onProgress, onNotice } = options;
  return await withLease(
    stack,
    {
      command: "erase",
      signal,
      wait: true,
      ...(onProgress && { onWait: onProgress }),
      ...(onNotice && { onNotice }),
    },
    (held) => erase(stack, withdrawals, { ...options, signal: held }),
  );
}

/** Waits until no function can put anything that has not seen the tombstones. */
async function untilSafe(
  stack: Stack,
  withdrawals: readonly Withdrawal[],
  { signal, onProgress }: WithdrawOptions,
): Promise<void> {
  for (;;) {
    let left = await timeUntilSafe(stack, withdrawals);
    if (left === 0) return;
    const end = performance.now() + left;
    while (left > 0) {
      onProgress?.("Waiting for functions that may not have seen the tombstone", left);
      await setTimeout(Math.min(left, TELL_EVERY), undefined, { signal });
      left = end - performance.now();
    }
  }
}
