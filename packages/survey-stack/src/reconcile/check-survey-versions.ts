import { keyHistories } from "../contents/object-versions.ts";
import { submissionOfKey } from "../contents/submission-of-key.ts";
import type { Check } from "./check.ts";

/**
 * Finds surveys that somebody deleted, together with their ledger items or not, and those that were put more than once, by what
 * the surveys bucket's versions tell. Erasing a participant deletes all versions, and so leaves nothing to find.
 */
export async function checkSurveyVersions({ stack, signal, found, note }: Check): Promise<void> {
  const bucket = stack.outputs.surveysBucketName;
  let versioned = true;
  for await (const history of keyHistories(stack.s3, bucket)) {
    signal.throwIfAborted();
    versioned &&= history.versioned;
    const { key, puts, deleted, everDeleted } = history;
    if (submissionOfKey(key) === undefined) continue;
    if (deleted) found({ kind: "object_deleted", key });
    else if (puts > 1 || everDeleted) note({ kind: "survey_put_again", key });
  }
  if (!versioned) note({ kind: "versions_not_kept", bucket });
}
