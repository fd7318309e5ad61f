import { hash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { ExpectedSubmission } from "../schedule/planned-message.ts";
import type { Item, Storage, StoredObject } from "../world/storage.ts";
import type { GroundTruth } from "./ground-truth.ts";
import { InvariantError } from "./invariant-error.ts";

/**
 * Checks what must hold at every moment, whatever has happened so far.
 *
 * @param isQueued - whether a message, by id, is in the queue or the dead-letter queue.
 * @throws InvariantError
 */
export type AlwaysCheck = (storage: Storage, isQueued: (id: string) => boolean) => void;

/**
 * - a survey that the queue took is in the surveys bucket, the rejected bucket, the queue or the dead-letter queue;
 * - ledger items ⊆ objects, so each survey is counted at most once;
 * - `num_submission` is the number of the participant's ledger items, and the newest of each questionnaire gives the answers shown;
 * - an object's bytes are a sent survey's bytes, and never change; its metadata name a message that brought that survey, and when
 *   the queue took it;
 * - a ledger item says of its object what follows from it, its ETag as S3 gave it, and the time of the message that it was stored from.
 *
 * @param sentAt - when the queue took a message, by id, in milliseconds since 1970.
 */
export function createAlwaysCheck(truth: GroundTruth, sentAt: (id: string) => number): AlwaysCheck {
  const bodiesSeen = new Map<string, string>();
  return (storage, isQueued) => {
    checkObjects(storage, truth, bodiesSeen, sentAt);
    checkMessages(storage, truth, isQueued);
    checkTables(storage, truth, sentAt);
  };
}

function checkObjects(
  storage: Storage,
  truth: GroundTruth,
  bodiesSeen: Map<string, string>,
  sentAt: (id: string) => number,
): void {
  for (const [key, object] of storage.surveys) {
    const { body, metadata } = object;
    const message = truth.messages.find(({ id }) => id === metadata["message-id"]);
    if (message?.body !== body || metadata["received-at"] !== receivedAt(object, sentAt)) {
      throw new InvariantError(`${key} does not say which message it was stored from, and when that came`);
    }
    if (truth.submissions.get(body)?.objectKey !== key) {
      throw new InvariantError(`${key} does not hold the bytes of a survey of this key`);
    }
    checkUnchanged(key, body, bodiesSeen);
  }
  for (const [key, { body }] of storage.rejected) checkUnchanged(key, body, bodiesSeen);
  const kept = storage.surveys.size + storage.rejected.size;
  if (kept < bodiesSeen.size) throw new InvariantError("an object is gone");
}

function checkUnchanged(key: string, body: string, bodiesSeen: Map<string, string>): void {
  const before = bodiesSeen.get(key);
  if (before === undefined) bodiesSeen.set(key, body);
  else if (before !== body) throw new InvariantError(`the object ${key} has changed`);
}

function checkMessages(storage: Storage, truth: GroundTruth, isQueued: (id: string) => boolean): void {
  for (const { id, body, expected } of truth.messages) {
    if (isQueued(id)) continue;
    const stored =
      expected.verdict === "valid" && contentOf(storage, truth, expected.objectKey) === expected.content;
    if (!stored && !isRejected(storage, id, body)) throw new InvariantError(`${id} is lost`);
  }
}

/** When the queue took the message that an object was stored from: ISO 8601, UTC. */
function receivedAt({ metadata }: StoredObject, sentAt: (id: string) => number): string {
  return new Date(sentAt(metadata["message-id"] ?? "")).toISOString();
}

function checkTables(storage: Storage, truth: GroundTruth, sentAt: (id: string) => number): void {
  const newest = new Map<string, Map<string, ExpectedSubmission>>();
  const counts = new Map<string, number>();
  for (const [key, item] of storage.submissions) {
    const object = storage.surveys.get(String(item.object_key));
    const submission = object && truth.submissions.get(object.body);
    if (submission === undefined) throw new InvariantError(`the ledger's ${key} has no object`);
    const expected = {
      ...submission.ledger,
      user_id: submission.userId,
      submission_time: submission.submissionTime,
      object_key: submission.objectKey,
      canonical_sha256: hash("sha256", submission.content),
      object_etag: object?.etag.replaceAll('"', ""),
      received_at: object && receivedAt(object, sentAt),
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
  if (storage.participants.size !== newest.size) {
    throw new InvariantError("the participants are not those of the ledger");
  }
  for (const [userId, ofParticipant] of newest) {
    const shown = storage.participants.get(userId);
    if (shown === undefined || shown.num_submission !== counts.get(userId)) {
      throw new InvariantError(
        `${userId} has ${counts.get(userId)} ledger items, but counts ${shown?.num_submission}`,
      );
    }
    const expected: Item = Object.assign(
      { user_id: userId, num_submission: shown.num_submission, format: 1 },
      ...[...ofParticipant.values()].map((submission) => submission.shown),
    );
    if (!isDeepStrictEqual({ ...shown }, expected)) {
      throw new InvariantError(`${userId} does not show the newest answers of each questionnaire`);
    }
  }
}

function submissionOf(storage: Storage, truth: GroundTruth, key: string): ExpectedSubmission | undefined {
  const object = storage.surveys.get(key);
  return object === undefined ? undefined : truth.submissions.get(object.body);
}

function contentOf(storage: Storage, truth: GroundTruth, key: string): string | undefined {
  return submissionOf(storage, truth, key)?.content;
}

/** Whether the rejected bucket holds this very message's body under any date. */
function isRejected(storage: Storage, id: string, body: string): boolean {
  const quoted = `"body":${JSON.stringify(body)}`;
  for (const [key, object] of storage.rejected) {
    if (key.endsWith(`/${id}.json`) && object.body.includes(quoted)) return true;
  }
  return false;
}
