import * as z from "zod/mini";
import { rejectionReasonSchema } from "./rejection-reason.ts";

/** What an object in the rejected bucket holds, as JSON. */
export const rejectedSurveySchema = z.object({
  /** Every reason that applies. */
  reasons: z.readonly(z.array(rejectionReasonSchema).check(z.minLength(1))),
  message_id: z.string(),
  /** When SQS took the message: ISO 8601, UTC. */
  sent_at: z.iso.datetime(),
  /** When it was rejected: ISO 8601, UTC. */
  rejected_at: z.iso.datetime(),
  /** The message's body, unchanged: the UTF-8 bytes of this text are the bytes received. */
  body: z.string(),
});
/** A parsed object of the rejected bucket: see {@link rejectedSurveySchema}. */
export type RejectedSurvey = z.infer<typeof rejectedSurveySchema>;
