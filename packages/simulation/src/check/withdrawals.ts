import { isDeepStrictEqual } from "node:util";
import { REJECTED_BUCKET, type Storage, type StoredObject } from "../world/storage.ts";
import { type GroundTruth, isErased } from "./ground-truth.ts";
import { InvariantError } from "./invariant-error.ts";
import { remainsOf } from "./remains.ts";

/** Checks what must hold at every moment of those who have withdrawn, and that nobody else suffers from it. */
export type WithdrawalCheck = (storage: Storage) => void;

/**
 * - their records have their tombstones, unchanged;
 * - with `keep`, nothing is stored or counted that was sent at the tombstone's time or later;
 * - with `erase`, nothing is counted any more;
 * - after the receipt, nothing of theirs is anywhere, in any version;
 * - nothing was deleted for good but what is theirs.
 */
export function createWithdrawalCheck(truth: GroundTruth): WithdrawalCheck {
  const countedBefore = new Map<string, ReadonlySet<string>>();
  return (storage) => {
    checkDeletions(storage, truth);
    for (const [userId, { mode, at, tombstone, hasReceipt }] of truth.withdrawals) {
      const record = storage.participants.get(userId);
      if (!isDeepStrictEqual(record?.withdrawal, tombstone)) {
        throw new InvariantError(`the tombstone of ${userId} is gone, or another`);
      }
      checkArchive(storage, truth, userId, at);
      if (mode === "keep") checkKept(userId, at, storage, truth);
      else {
        const counted = new Set(ledgerOf(userId, storage).map(([key]) => key));
        const before = countedBefore.get(userId);
        if (before !== undefined && [...counted].some((key) => !before.has(key))) {
          throw new InvariantError(`a survey of ${userId}, who is to be erased, was counted`);
        }
        countedBefore.set(userId, counted);
      }
      if (!hasReceipt || truth.isBeyondTheGuarantee()) continue;
      const [left] = remainsOf(userId, storage, truth);
      if (left !== undefined) throw new InvariantError(`${userId} has a receipt, and ${left} is left`);
    }
  };
}

function checkKept(userId: string, at: number, storage: Storage, truth: GroundTruth): void {
  const since = new Date(at).toISOString();
  for (const [key, { received_at }] of ledgerOf(userId, storage)) {
    if (String(received_at) >= since) throw new InvariantError(`${key} was counted, and came after ${since}`);
  }
  for (const [key, { body, metadata }] of storage.surveys) {
    if (truth.submissions.get(body)?.userId !== userId) continue;
    if (truth.sentAt(metadata["message-id"] ?? "") >= at) {
      throw new InvariantError(`${key} was stored, and came after ${since}`);
    }
  }
}

/** An archived dead letter of somebody who had withdrawn before it was sent. */
function checkArchive(storage: Storage, truth: GroundTruth, userId: string, at: number): void {
  for (const { id, owner } of truth.messages) {
    if (owner === userId && truth.sentAt(id) >= at && storage.rejected.has(`undelivered/${id}.json`)) {
      throw new InvariantError(`${id} was archived, and came after its participant had withdrawn`);
    }
  }
}

function ledgerOf(userId: string, storage: Storage) {
  return [...storage.submissions].filter(([, item]) => item.user_id === userId);
}

function checkDeletions(storage: Storage, truth: GroundTruth): void {
  for (const [target, { user_id }] of storage.deletedItems) {
    if (!isErased(truth, String(user_id))) {
      throw new InvariantError(`${target} was deleted, and its participant is not to be erased`);
    }
  }
  for (const [path, versions] of storage.erased) {
    for (const { object } of versions) {
      if (object !== undefined && !isErased(truth, whose(path, object, truth))) {
        throw new InvariantError(`${path} was deleted, and its participant is not to be erased`);
      }
    }
  }
}

function whose(path: string, { body }: StoredObject, truth: GroundTruth): string | undefined {
  if (!path.startsWith(`${REJECTED_BUCKET}/`)) return truth.submissions.get(body)?.userId;
  return truth.messages.find(({ id }) => path.endsWith(`/${id}.json`))?.owner;
}
