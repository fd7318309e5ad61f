import * as z from "zod/mini";
import { DOCUMENT_FORMAT } from "./format.ts";

/**
 * A message as a function was given it, without its receipt handle, which was good for that one receive only. Every field
 * that is not named here is kept as well.
 */
const messageSchema = z.looseObject({
  messageId: z.string().check(z.minLength(1)),
  /** The UTF-8 bytes of this text are the bytes received. */
  body: z.string(),
  attributes: z.looseObject({
    /** When SQS took the message, in milliseconds since 1970. */
    SentTimestamp: z.string().check(z.regex(/^\d+$/)),
    /** Who sent it, as SQS knows it. */
    SenderId: z.string(),
    /** How often it was received until it was archived, in both queues. */
    ApproximateReceiveCount: z.string().check(z.regex(/^\d+$/)),
    ApproximateFirstReceiveTimestamp: z.string(),
  }),
  messageAttributes: z.record(z.string(), z.looseObject({ dataType: z.string() })),
  md5OfBody: z.string(),
  eventSource: z.literal("aws:sqs"),
  /** The survey queue that it was sent to, not the dead-letter queue that it was found in. */
  eventSourceARN: z.string(),
  awsRegion: z.string(),
});

/** What an object under `undelivered/` in the rejected bucket holds, as JSON: a dead letter, complete. */
export const undeliveredSurveySchema = z.object({
  /** The format of the document. So far there is one. */
  format: z.literal(DOCUMENT_FORMAT),
  message: messageSchema,
  /** When it was taken from the dead-letter queue: ISO 8601, UTC. */
  archived_at: z.iso.datetime(),
});
/** A parsed object under `undelivered/`: see {@link undeliveredSurveySchema}. */
export type UndeliveredSurvey = z.infer<typeof undeliveredSurveySchema>;
