import * as z from "zod/mini";
import { submissionKey, surveyObjectKey } from "./keys.ts";
import { type Survey, surveySchema } from "./survey.ts";

/**
 * An item of the submissions table, the ledger: one per accepted survey. It holds nothing that its object in the
 * surveys bucket does not tell, so the table can be rebuilt from the bucket.
 */
export const submissionSchema = z.object({
  user_id: surveySchema.shape.user_id,
  /** ISO 8601, the device's local time, no zone. */
  submission_time: z.iso.datetime({ local: true }),
  /** Where the raw survey is, in the surveys bucket. */
  object_key: z.string(),
  /** SHA-256 of the survey's canonical JSON (RFC 8785), in lower-case hex. */
  canonical_sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});
export type Submission = z.infer<typeof submissionSchema>;

/** The ledger item of an accepted survey. */
export function submissionOf(survey: Survey, canonicalSha256: string): Submission {
  return {
    ...submissionKey(survey),
    object_key: surveyObjectKey(survey),
    canonical_sha256: canonicalSha256,
  };
}
