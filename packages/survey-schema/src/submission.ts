import * as z from "zod/mini";
import { submissionKey, surveyObjectKey } from "./keys.ts";
import { type Survey, surveySchema } from "./survey.ts";

/**
 * An item of the submissions table, the ledger: one per accepted survey. It holds nothing that its object in the
 * surveys bucket and the object's metadata do not tell, so the table can be rebuilt from the bucket.
 */
export const submissionSchema = z.object({
  user_id: surveySchema.shape.user_id,
  /** ISO 8601, the device's local time, no zone. */
  submission_time: z.iso.datetime({ local: true }),
  /** Where the raw survey is, in the surveys bucket. */
  object_key: z.string(),
  /** SHA-256 of the survey's canonical JSON (RFC 8785), in lower-case hex. */
  canonical_sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /**
   * The ETag that S3 gave the object, without quotes. While the object has it, its bytes are those that the processor stored. It
   * is no identity: a copy, or encryption with a KMS key, may give the same bytes another one.
   */
  object_etag: z.string().check(z.minLength(1)),
  /** When the queue took the message that the object was stored from: ISO 8601, UTC. */
  received_at: z.iso.datetime(),
});
/** A parsed item of the ledger: see {@link submissionSchema}. */
export type Submission = z.infer<typeof submissionSchema>;

/** What a ledger item tells of a survey's object, beside the survey itself. */
export interface StoredAs {
  readonly canonicalSha256: string;
  /** The object's ETag, without quotes. */
  readonly etag: string;
  /** When the queue took the message that the object was stored from: ISO 8601, UTC. */
  readonly receivedAt: string;
}

/** The ledger item of an accepted survey. */
export function submissionOf(survey: Survey, { canonicalSha256, etag, receivedAt }: StoredAs): Submission {
  return {
    ...submissionKey(survey),
    object_key: surveyObjectKey(survey),
    canonical_sha256: canonicalSha256,
    object_etag: etag,
    received_at: receivedAt,
  };
}
