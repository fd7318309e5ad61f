import * as z from "zod/mini";
import { isDateTime, isUtcDateTime } from "../judge/dates.ts";
import { userIdSchema } from "../judge/envelope.ts";
import { flagSchema } from "../judge/rule-code.ts";
import { NAME } from "../questionnaire/names.ts";
import { ITEM_FORMAT } from "./format.ts";
import { parseSubmissionKey } from "./keys.ts";

/**
 * An item of the submissions table, the ledger: one per accepted survey. It holds nothing that its object in the
 * surveys bucket and the object's metadata do not tell, so the table can be rebuilt from the bucket. It has less than 1 kB, so that
 * writing it costs one write unit.
 */
export const submissionSchema = z.object({
  format: z.literal(ITEM_FORMAT),
  user_id: userIdSchema,
  /** As in {@link SubmissionKey}. */
  submission_time: z
    .string()
    .check(z.refine((time) => parseSubmissionKey({ user_id: "any", submission_time: time }) !== undefined)),
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
  received_at: z.string().check(z.refine(isUtcDateTime)),
  /** The questionnaire that was answered. */
  questionnaire: z.string().check(z.regex(NAME)),
  version: z.int().check(z.minimum(1)),
  /** How long answering took, in seconds, rounded to milliseconds. */
  time_elapsed: z.number().check(z.minimum(0)),
  /** The device's time zone, if the survey says it. */
  timezone: z.optional(z.string()),
  utc_offset: z.optional(z.string()),
  /** When the prompt was planned, if the survey says it: RFC 3339 with offset. */
  scheduled_at: z.optional(z.string().check(z.refine(isDateTime))),
  /** What the judge found and does not speak against the survey. Left out when there is nothing. */
  flags: z.optional(z.readonly(z.array(flagSchema).check(z.minLength(1)))),
});
/** A parsed item of the ledger: see {@link submissionSchema}. */
export type Submission = Readonly<z.infer<typeof submissionSchema>>;
