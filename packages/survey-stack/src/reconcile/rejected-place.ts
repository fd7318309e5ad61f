import {
  redrivenObjectKey,
  rejectedObjectKey,
  rejectedSurveySchema,
  UNDELIVERED_PREFIX,
  undeliveredObjectKey,
  undeliveredSurveySchema,
} from "@lab/survey-schema";

const REJECTED_KEY = /^\d{4}-\d{2}-\d{2}\/[^/]+\.json$/;
const REDRIVEN_PREFIX = redrivenObjectKey("").replace(/\.json$/, "");

/** What an object of the rejected bucket is, by its key. */
export type Place = "rejected" | "undelivered" | "redriven";

/** Which place a key of the rejected bucket is in; undefined when nothing of ours has such a key. */
export function placeOf(key: string): Place | undefined {
  if (key.startsWith(UNDELIVERED_PREFIX)) return "undelivered";
  if (key.startsWith(REDRIVEN_PREFIX)) return "redriven";
  return REJECTED_KEY.test(key) ? "rejected" : undefined;
}

/** The key under which an undelivered survey lies once it was redriven. */
export function redrivenKeyOf(undeliveredKey: string): string {
  return redrivenObjectKey(undeliveredKey.slice(UNDELIVERED_PREFIX.length).replace(/\.json$/, ""));
}

/** The key under which a document should lie; undefined when it is not such a document. */
export function keyOfDocument(place: Place, document: unknown): string | undefined {
  if (place === "rejected") {
    const { data } = rejectedSurveySchema.safeParse(document);
    return data && rejectedObjectKey({ messageId: data.message_id, sentTimestamp: Date.parse(data.sent_at) });
  }
  const { data } = undeliveredSurveySchema.safeParse(document);
  if (data === undefined) return undefined;
  const keyOf = place === "undelivered" ? undeliveredObjectKey : redrivenObjectKey;
  return keyOf(data.message.messageId);
}
