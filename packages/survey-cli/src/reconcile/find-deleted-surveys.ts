import { keyHistories } from "../stack/object-versions.ts";
import { submissionOfKey } from "../stack/submission-of-key.ts";
import type { Check } from "./check.ts";

/**
 * Finds surveys that somebody deleted, together with their ledger items or not, by what the surveys bucket's versions tell.
 * Erasing a participant deletes all versions, and so leaves nothing to find.
 */
export async function findDeletedSurveys({ stack, signal, found, note }: Check): Promise<void> {
  const bucket = stack.outputs.surveysBucketName;
  let versioned = true;
  for await (const history of keyHistories(stack.s3, bucket)) {
    signal.throwIfAborted();
    versioned &&= history.versioned;
    const { key, deleted } = history;
    if (deleted && submissionOfKey(key) !== undefined) found({ kind: "object_deleted", key });
  }
  if (!versioned) note({ kind: "versions_not_kept", bucket });
}
