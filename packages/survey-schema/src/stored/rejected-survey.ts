import * as z from "zod/mini";
import { rejectionReasonSchema } from "../judge/rejection-reason.ts";
import { DOCUMENT_FORMAT } from "./format.ts";

/** What an object in the rejected bucket holds, as JSON, unless the participant has withdrawn. */
export const rejectedSurveySchema = z.object({
  /** The format of the document. So far there is one. */
  format: z.literal(DOCUMENT_FORMAT),
  /** Every reason that applies. */
  reasons: z.readonly(
    z.array(rejectionReasonSchema).check(
      z.minLength(1),
      z.refine((reasons) => reasons.every(({ code }) => code !== "withdrawn")),
    ),
  ),
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

/**
 * What the rejected bucket holds of a survey whose participant has withdrawn: that there was one, and when. Its body is not kept, nor who
 * sent it, since that may be the participant's id, nor a hash, since the body of a few answers could be guessed from it.
 */
export const withdrawnSurveySchema = z.strictObject({
  format: z.literal(DOCUMENT_FORMAT),
  reasons: z.readonly(z.tuple([z.strictObject({ code: z.literal("withdrawn") })])),
  message_id: z.string(),
  sent_at: z.iso.datetime(),
  rejected_at: z.iso.datetime(),
});
/** What is kept of a withdrawn survey: see {@link withdrawnSurveySchema}. */
export type WithdrawnSurvey = z.infer<typeof withdrawnSurveySchema>;

/** Everything that lies under the key of a rejected survey. */
export const rejectedDocumentSchema = z.union([rejectedSurveySchema, withdrawnSurveySchema]);
/** A parsed document: see {@link rejectedDocumentSchema}. Only a {@link RejectedSurvey} has a body. */
export type RejectedDocument = z.infer<typeof rejectedDocumentSchema>;
