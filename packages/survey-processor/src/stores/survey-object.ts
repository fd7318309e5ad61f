import { isUtcDateTime } from "@lab/survey-schema";

/** The names of what the processor keeps in the metadata of a survey's object. */
export const surveyMetadata = {
  /** The format of object and metadata: {@link SURVEY_OBJECT_FORMAT}. */
  format: "format",
  canonicalSha256: "canonical-sha256",
  /** The id of the message that the object was stored from. */
  messageId: "message-id",
  /** When the queue took that message: ISO 8601, UTC. */
  receivedAt: "received-at",
} as const;

/** The only format of surveys' objects so far. */
export const SURVEY_OBJECT_FORMAT = "1";

/** What S3 says of an object, in its answer to a put, a HEAD or a GET. */
export interface ObjectAnswer {
  readonly ETag?: string | undefined;
  readonly LastModified?: Date | undefined;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * An ETag as the ledger has it, without the quotes that S3 puts around it.
 *
 * @throws TypeError when there is none; S3 gives one in each answer.
 */
export function unquotedEtag(etag: string | undefined): string {
  if (!etag) throw new TypeError("S3 answered without an ETag");
  return etag.replaceAll('"', "");
}

/**
 * When the queue took the message that an object was stored from, ISO 8601, UTC: what the object's metadata say or, if they do
 * not say a time, when S3 last stored the object.
 *
 * @throws TypeError when S3 says neither.
 */
export function receivedAt(answer: ObjectAnswer): string {
  const said = metadataReceivedAt(answer);
  if (said !== undefined) return said;
  if (answer.LastModified === undefined) throw new TypeError("S3 answered without a time");
  return answer.LastModified.toISOString();
}

/** The time in an object's metadata; undefined when there is none, or something that is no time. */
export function metadataReceivedAt({ Metadata }: ObjectAnswer): string | undefined {
  const said = Metadata?.[surveyMetadata.receivedAt];
  return said !== undefined && isUtcDateTime(said) ? said : undefined;
}
