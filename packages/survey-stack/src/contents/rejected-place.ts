import {
  parseRedrivenObjectKey,
  parseRejectedObjectKey,
  parseRejudgedObjectKey,
  parseUndeliveredObjectKey,
  redrivenObjectKey,
  rejectedDocumentSchema,
  rejectedObjectKey,
  rejudgedObjectKey,
  undeliveredObjectKey,
  undeliveredSurveySchema,
} from "@lab/survey-schema";

/** What an object of the rejected bucket is, by its key. */
export type Place = "rejected" | "undelivered" | "redriven" | "rejudged";

/** Which place a key of the rejected bucket is in; undefined when nothing of ours has such a key. */
export function placeOf(key: string): Place | undefined {
  if (parseUndeliveredObjectKey(key) !== undefined) return "undelivered";
  if (parseRedrivenObjectKey(key) !== undefined) return "redriven";
  if (parseRejudgedObjectKey(key) !== undefined) return "rejudged";
  return parseRejectedObjectKey(key) === undefined ? undefined : "rejected";
}

/** The key under which an undelivered survey lies once it was redriven; undefined for another key. */
export function redrivenKeyOf(undeliveredKey: string): string | undefined {
  const messageId = parseUndeliveredObjectKey(undeliveredKey);
  return messageId === undefined ? undefined : redrivenObjectKey(messageId);
}

/** The key under which a document should lie; undefined when it is not such a document. */
export function keyOfDocument(place: Place, document: unknown): string | undefined {
  if (place === "rejected" || place === "rejudged") {
    const { data } = rejectedDocumentSchema.safeParse(document);
    if (data === undefined) return undefined;
    const { message_id: messageId, rejected_at: rejectedAt, sent_at } = data;
    return place === "rejudged"
      ? rejudgedObjectKey({ messageId, rejectedAt })
      : rejectedObjectKey({ messageId, sentTimestamp: Date.parse(sent_at) });
  }
  const { data } = undeliveredSurveySchema.safeParse(document);
  if (data === undefined) return undefined;
  const keyOf = place === "undelivered" ? undeliveredObjectKey : redrivenObjectKey;
  return keyOf(data.message.messageId);
}
