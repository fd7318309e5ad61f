import * as z from "zod/mini";
import { rejectionReasonSchema } from "../judge/rejection-reason.ts";
import { DOCUMENT_FORMAT } from "./format.ts";

/** What an object in the rejected bucket holds, as JSON. */
export const rejectedSurveySchema = z.object({
  /** The format of the document. So far there is one. */
  format: z.literal(DOCUMENT_FORMAT),
  /** Every reason that applies. */
  reasons: z.readonly(z.array(rejectionReasonSchema).check(z.minLength(1))),
  message_id: z.string(),
  /** Who sent the message, as SQS knows it, `SenderId`; empty if it did not say. */
  sender_id: z.string(),
  /** When SQS took the message: ISO 8601, UTC. */
  sent_at: z.iso.datetime(),
  /** When it was rejected: ISO 8601, UTC. */
  rejected_at: z.iso.datetime(),
  /** The message's body, unchanged: the UTF-8 bytes of this text are the bytes received. */
  body: z.string(),
});
/** A parsed object of the rejected bucket: see {@link rejectedSurveySchema}. */
export type RejectedSurvey = z.infer<typeof rejectedSurveySchema>;
