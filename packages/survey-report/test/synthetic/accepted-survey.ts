import type { AcceptedSurvey } from "@lab/survey-export";
import type { Submission } from "@lab/survey-schema";

/**
 * An accepted survey of `daily`, as the ledger and the bucket have it.
 *
 * @param local - the device's local time, `2026-11-02T09:00:00`.
 * @param changes - of the ledger's item. The queue took it a second after it was answered, as if the clock were in UTC.
 */
export function acceptedSurvey(
  local: string,
  changes: Partial<Submission> = {},
  answers: Readonly<Record<string, unknown>> = {},
): AcceptedSurvey {
  const user_id = changes.user_id ?? "0001";
  const submission: Submission = {
    format: 1,
    user_id,
    submission_time: local,
    object_key: `${user_id}${local}.json`,
    canonical_sha256: "0".repeat(64),
    object_etag: "etag",
    received_at: new Date(Date.parse(`${local}Z`) + 1_000).toISOString(),
    questionnaire: "daily",
    version: 1,
    time_elapsed: 30,
    ...changes,
  };
  const body = { user_id, q1: 1, q2: 2, q3: 3, q4: 4, q5: 5, freetext: "fine", ...answers };
  return { submission, body: JSON.stringify(body) };
}
