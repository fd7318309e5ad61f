import {
  redrivenObjectKey,
  rejectedObjectKey,
  rejectedSurveySchema,
  UNDELIVERED_PREFIX,
  undeliveredObjectKey,
  undeliveredSurveySchema,
} from "@lab/survey-schema";
import pMap from "p-map";
import { type ListedObject, listObjects, OBJECTS_IN_FLIGHT, readObject } from "../stack/read-objects.ts";
import type { Check } from "./check-ledger.ts";

const REJECTED_KEY = /^\d{4}-\d{2}-\d{2}\/[^/]+\.json$/;
const REDRIVEN_PREFIX = redrivenObjectKey("").replace(/\.json$/, "");

/**
 * Checks that the rejected bucket holds nothing but rejected surveys, undelivered ones and those that were redriven, each
 * under the key that its document says.
 *
 * @returns how many there are of each.
 */
export async function checkRejected(
  check: Check,
): Promise<{ rejected: number; undelivered: number; redriven: number }> {
  const { stack, signal, found, onRead } = check;
  const bucket = stack.outputs.rejectedBucketName;
  const counts = { rejected: 0, undelivered: 0, redriven: 0 };
  for await (const page of listObjects(stack.s3, bucket)) {
    const checkOne = async ({ key }: ListedObject) => {
      const place = placeOf(key);
      if (place === undefined) {
        found({ kind: "rejected_key_malformed", key });
        return;
      }
      counts[place]++;
      const expected = keyOfDocument(place, parse(await readObject(stack.s3, bucket, key)));
      if (expected !== key) found({ kind: "rejected_document_malformed", key });
    };
    await pMap(page, checkOne, { concurrency: OBJECTS_IN_FLIGHT, signal });
    onRead(page.length);
  }
  return counts;
}

type Place = "rejected" | "undelivered" | "redriven";

function placeOf(key: string): Place | undefined {
  if (key.startsWith(UNDELIVERED_PREFIX)) return "undelivered";
  if (key.startsWith(REDRIVEN_PREFIX)) return "redriven";
  return REJECTED_KEY.test(key) ? "rejected" : undefined;
}

/** The key under which a document should lie; undefined when it is not such a document. */
function keyOfDocument(place: Place, document: unknown): string | undefined {
  if (place === "rejected") {
    const { data } = rejectedSurveySchema.safeParse(document);
    return data && rejectedObjectKey({ messageId: data.message_id, sentTimestamp: Date.parse(data.sent_at) });
  }
  const { data } = undeliveredSurveySchema.safeParse(document);
  if (data === undefined) return undefined;
  const keyOf = place === "undelivered" ? undeliveredObjectKey : redrivenObjectKey;
  return keyOf(data.message.messageId);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
