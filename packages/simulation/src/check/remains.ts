import { REJECTED_BUCKET, type Storage, SURVEYS_BUCKET } from "../world/storage.ts";
import type { GroundTruth } from "./ground-truth.ts";

/**
 * Everything that is there of a participant beside the tombstone: versions of objects, ledger items, what the record shows, and bodies in
 * the rejected bucket. It is told by what was sent, and not by how keys are made.
 */
export function remainsOf(userId: string, storage: Storage, truth: GroundTruth): string[] {
  const found: string[] = [];
  const hers = truth.messages.filter(({ owner }) => owner === userId);
  for (const [path, versions] of storage.versions) {
    for (const { object } of versions) {
      if (object === undefined) continue;
      const isHers = path.startsWith(`${SURVEYS_BUCKET}/`)
        ? truth.submissions.get(object.body)?.userId === userId
        : path.startsWith(`${REJECTED_BUCKET}/`) &&
          object.body.includes('"body":') &&
          hers.some(({ id }) => path.endsWith(`/${id}.json`));
      if (isHers) found.push(path);
    }
  }
  for (const [key, item] of storage.submissions) if (item.user_id === userId) found.push(`ledger ${key}`);
  const bare = ["user_id", "num_submission", "format", "withdrawal"];
  const record = storage.participants.get(userId) ?? {};
  for (const name of Object.keys(record)) if (!bare.includes(name)) found.push(`record ${name}`);
  if (record.num_submission !== 0) found.push("record num_submission");
  return found;
}
