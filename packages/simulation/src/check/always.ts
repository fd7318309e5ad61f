import { hash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { ExpectedSubmission } from "../schedule/planned-message.ts";
import type { Item, ObjectVersion, Storage, StoredObject } from "../world/storage.ts";
import { type GroundTruth, isErased } from "./ground-truth.ts";
import { InvariantError } from "./invariant-error.ts";
import { isKept } from "./kept.ts";
import { createWithdrawalCheck } from "./withdrawals.ts";

/**
 * Checks what must hold at every moment, whatever has happened so far.
 *
 * @param isQueued - whether a message, by id, is in the queue or the dead-letter queue.
 * @throws InvariantError
 */
export type AlwaysCheck = (storage: Storage, isQueued: (id: string) => boolean) => void;

/**
 * - a survey that the queue took is in the surveys bucket, the rejected bucket, the queue or the dead-letter queue, or was withdrawn;
 * - ledger items ⊆ objects, so each survey is counted at most once;
 * - `num_submission` is the number of the participant's ledger items, and the newest of each questionnaire gives the answers shown;
 * - an object's bytes are a sent survey's bytes, and never change; its metadata name a message that brought that survey, and when
 *   the queue took it;
 * - a ledger item says of its object what follows from it, its ETag as S3 gave it, and the time of the message that it was stored from.
 *
 * While somebody is being erased, what is left of them need not fit together. {@link createWithdrawalCheck} says what must hold then.
 */
export function createAlwaysCheck(truth: GroundTruth): AlwaysCheck {
  const bodiesSeen = new Map<string, string>();
  const checkWithdrawals = createWithdrawalCheck(truth);
  return (storage, isQueued) => {
    checkObjects(storage, truth, bodiesSeen);
    checkMessages(storage, truth, isQueued);
    checkTables(storage, truth);
    checkWithdrawals(storage);
  };
}

function checkObjects(storage: Storage, truth: GroundTruth, bodiesSeen: Map<string, string>): void {
  for (const [key, object] of storage.surveys) {
    const { body, metadata } = object;
    const message = truth.messages.find(({ id }) => id === metadata["message-id"]);
    if (message?.body !== body || metadata["received-at"] !== receivedAt(object, truth)) {
      throw new InvariantError(`${key} does not say which message it was stored from, and when that came`);
    }
    if (truth.submissions.get(body)?.objectKey !== key) {
      throw new InvariantError(`${key} does not hold the bytes of a survey of this key`);
    }
    checkUnchanged(key, body, bodiesSeen);
  }
  for (const [key, { body }] of storage.rejected) checkUnchanged(key, body, bodiesSeen);
  if (storage.surveys.size + storage.rejected.size === bodiesSeen.size) return;
  for (const [key, body] of bodiesSeen) {
    if (storage.surveys.has(key) || storage.rejected.has(key)) continue;
    if (!mayBeGone(key, body, truth)) throw new InvariantError(`the object ${key} is gone`);
    bodiesSeen.delete(key);
  }
}

function mayBeGone(key: string, body: string, truth: GroundTruth): boolean {
  const survey = truth.submissions.get(body);
  if (survey !== undefined) return isErased(truth, survey.userId);
  return isErased(truth, truth.messages.find(({ id }) => key.endsWith(`/${id}.json`))?.owner);
}

function checkUnchanged(key: string, body: string, bodiesSeen: Map<string, string>): void {
  const before = bodiesSeen.get(key);
  if (before === undefined) bodiesSeen.set(key, body);
  else if (before !== body) throw new InvariantError(`the object ${key} has changed`);
}

function checkMessages(storage: Storage, truth: GroundTruth, isQueued: (id: string) => boolean): void {
  for (const message of truth.messages) {
    if (!isQueued(message.id) && !isKept(message, storage, truth)) {
      throw new InvariantError(`${message.id} is lost`);
    }
  }
}

/** When the queue took the message that an object was stored from: ISO 8601, UTC. */
function receivedAt({ metadata }: StoredObject, { sentAt }: GroundTruth): string {
  return new Date(sentAt(metadata["message-id"] ?? "")).toISOString();
}

function checkTables(storage: Storage, truth: GroundTruth): void {
  const newest = new Map<string, Map<string, ExpectedSubmission>>();
  const counts = new Map<string, number>();
  for (const [key, item] of storage.submissions) {
    const object = storage.surveys.get(String(item.object_key));
    const submission = object && truth.submissions.get(object.body);
    if (isBeingErased(String(item.user_id), storage, truth)) continue;
    if (submission === undefined) throw new InvariantError(`the ledger's ${key} has no object`);
    const expected = {
      ...submission.ledger,
      user_id: submission.userId,
      submission_time: submission.submissionTime,
      object_key: submission.objectKey,
      canonical_sha256: hash("sha256", submission.content),
      object_etag: object?.etag.replaceAll('"', ""),
      received_at: object && receivedAt(object, truth),
    };
    if (!isDeepStrictEqual(item, expected)) {
      throw new InvariantError(`the ledger's ${key} is not that of its object`);
    }
    const { userId, questionnaire } = submission;
    counts.set(userId, (counts.get(userId) ?? 0) + 1);
    const ofParticipant = newest.get(userId) ?? new Map<string, ExpectedSubmission>();
    newest.set(userId, ofParticipant);
    const before = ofParticipant.get(questionnaire);
    if (before === undefined || before.answeredAt < submission.answeredAt) {
      ofParticipant.set(questionnaire, submission);
    }
  }
  for (const userId of storage.participants.keys()) {
    if (!newest.has(userId) && !truth.withdrawals.has(userId)) {
      throw new InvariantError(`${userId} has a record, and nothing in the ledger`);
    }
  }
  for (const userId of new Set([...newest.keys(), ...truth.withdrawals.keys()])) {
    if (isBeingErased(userId, storage, truth)) continue;
    const shown = storage.participants.get(userId);
    const count = counts.get(userId) ?? 0;
    if (shown === undefined || shown.num_submission !== count) {
      throw new InvariantError(`${userId} has ${count} ledger items, but counts ${shown?.num_submission}`);
    }
    const withdrawal = truth.withdrawals.get(userId)?.tombstone;
    const expected: Item = Object.assign(
      { user_id: userId, num_submission: count, format: 1 },
      ...[...(newest.get(userId)?.values() ?? [])].map((submission) => submission.shown),
      withdrawal !== undefined && { withdrawal },
    );
    if (!isDeepStrictEqual({ ...shown }, expected)) {
      throw new InvariantError(`${userId} does not show the newest answers of each questionnaire`);
    }
  }
}

/** Whether something of somebody is deleted already, and the eraser has not yet said that all is. */
function isBeingErased(userId: string, storage: Storage, truth: GroundTruth): boolean {
  if (!isErased(truth, userId) || truth.withdrawals.get(userId)?.hasReceipt === true) return false;
  const isHers = ({ object }: ObjectVersion) =>
    object !== undefined && truth.submissions.get(object.body)?.userId === userId;
  return (
    [...storage.deletedItems.values()].some((item) => item.user_id === userId) ||
    [...storage.erased.values()].some((versions) => versions.some(isHers))
  );
}
