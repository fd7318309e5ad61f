import {
  parseRedrivenObjectKey,
  parseRejectedObjectKey,
  parseUndeliveredObjectKey,
  redrivenObjectKey,
  rejectedObjectKey,
  rejectedSurveySchema,
  undeliveredObjectKey,
  undeliveredSurveySchema,
} from "@lab/survey-schema";

/** What an object of the rejected bucket is, by its key. */
export type Place = "rejected" | "undelivered" | "redriven";

/** Which place a key of the rejected bucket is in; undefined when nothing of ours has such a key. */
export function placeOf(key: string): Place | undefined {
  if (parseUndeliveredObjectKey(key) !== undefined) return "undelivered";
  if (parseRedrivenObjectKey(key) !== undefined) return "redriven";
  return parseRejectedObjectKey(key) === undefined ? undefined : "rejected";
}

/** The key under which an undelivered survey lies once it was redriven; undefined for another key. */
export function redrivenKeyOf(undeliveredKey: string): string | undefined {
  const messageId = parseUndeliveredObjectKey(undeliveredKey);
  return messageId === undefined ? undefined : redrivenObjectKey(messageId);
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
