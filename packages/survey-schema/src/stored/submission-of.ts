import type { Flag } from "../judge/rule-code.ts";
import type { Survey } from "../judge/survey.ts";
import { ITEM_FORMAT } from "./format.ts";
import { submissionKey, surveyObjectKey } from "./keys.ts";
import type { Submission } from "./submission.ts";

/** What a ledger item tells of a survey's object, beside the survey itself. */
export interface StoredAs {
  readonly canonicalSha256: string;
  /** The object's ETag, without quotes. */
  readonly etag: string;
  /** When the queue took the message that the object was stored from: ISO 8601, UTC. */
  readonly receivedAt: string;
}

/** The ledger item of an accepted survey. */
export function submissionOf(
  survey: Survey,
  flags: readonly Flag[],
  { canonicalSha256, etag, receivedAt }: StoredAs,
): Submission {
  const { answered, time_elapsed, timezone, utc_offset, scheduled_at } = survey;
  return {
    format: ITEM_FORMAT,
    ...submissionKey(survey),
    object_key: surveyObjectKey(survey),
    canonical_sha256: canonicalSha256,
    object_etag: etag,
    received_at: receivedAt,
    questionnaire: answered.id,
    version: answered.version,
    // A table stores no number nearer to zero than 1e-130, and no -0.
    time_elapsed: Math.round(time_elapsed * 1_000) / 1_000 + 0,
    ...(timezone !== undefined && { timezone }),
    ...(utc_offset !== undefined && { utc_offset }),
    ...(scheduled_at !== undefined && { scheduled_at }),
    ...(flags.length > 0 && { flags }),
  };
}
