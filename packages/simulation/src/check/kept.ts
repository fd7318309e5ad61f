import type { PlannedMessage } from "../schedule/planned-message.ts";
import { type Storage, SUBMISSIONS_TABLE, SURVEYS_BUCKET } from "../world/storage.ts";
import { type GroundTruth, isErased, isMessageWithdrawn } from "./ground-truth.ts";

/** Whether a message that is in no queue has its place, or had one before its participant was erased. */
export function isKept(message: PlannedMessage, storage: Storage, truth: GroundTruth): boolean {
  return (
    isStored(message, storage, truth) ||
    isRejected(message, storage) ||
    (isMessageWithdrawn(truth, message) && isNotedAsWithdrawn(message, storage)) ||
    wasErased(message, storage, truth)
  );
}

/**
 * Whether a message's place was deleted for good, because its participant is to be erased. A survey had its place only if it was counted:
 * one that met the tombstone between being stored and being counted has to be noted as withdrawn.
 */
export function wasErased(message: PlannedMessage, storage: Storage, truth: GroundTruth): boolean {
  if (!isErased(truth, message.owner)) return false;
  return [...storage.erased].some(([path, versions]) =>
    versions.some(
      ({ object }) => object !== undefined && wasPlaceOf(message, path, object.body, storage, truth),
    ),
  );
}

function wasPlaceOf(
  { id, body, owner, expected }: PlannedMessage,
  path: string,
  erased: string,
  { submissions, deletedItems }: Storage,
  truth: GroundTruth,
): boolean {
  if (path.startsWith(`${SURVEYS_BUCKET}/`)) {
    if (expected.verdict !== "valid" || truth.submissions.get(erased)?.content !== expected.content)
      return false;
    const key = `${owner} ${expected.submissionTime}`;
    return submissions.has(key) || deletedItems.has(`${SUBMISSIONS_TABLE} ${key}`);
  }
  return path.endsWith(`/${id}.json`) && erased.includes(`"body":${JSON.stringify(body)}`);
}

function isStored({ expected }: PlannedMessage, storage: Storage, truth: GroundTruth): boolean {
  if (expected.verdict !== "valid") return false;
  const object = storage.surveys.get(expected.objectKey);
  return object !== undefined && truth.submissions.get(object.body)?.content === expected.content;
}

/** Whether the rejected bucket holds this very message's body under any date. */
function isRejected({ id, body }: PlannedMessage, storage: Storage): boolean {
  return hasDocument(id, storage, `"body":${JSON.stringify(body)}`);
}

function isNotedAsWithdrawn({ id }: PlannedMessage, storage: Storage): boolean {
  return hasDocument(id, storage, '"reasons":[{"code":"withdrawn"}]');
}

/** Archived copies of dead letters are not the place of a message, which then is in the dead-letter queue. */
function hasDocument(id: string, storage: Storage, text: string): boolean {
  for (const [key, object] of storage.rejected) {
    const isPlace = key.endsWith(`/${id}.json`) && !key.startsWith("undelivered/");
    if (isPlace && object.body.includes(text)) return true;
  }
  return false;
}
