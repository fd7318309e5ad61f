import { isDeepStrictEqual } from "node:util";
import {
  parseRejectedObjectKey,
  type RejectedDocument,
  rejectedDocumentSchema,
  rejudgedObjectKey,
} from "@lab/survey-schema";
import pMap from "p-map";
import { type KeyHistory, keyHistories } from "../contents/object-versions.ts";
import { parseJson } from "../contents/parse-json.ts";
import { listObjects, OBJECTS_IN_FLIGHT, readObjectIfThere } from "../contents/read-objects.ts";
import { keyOfDocument, type Place, placeOf, redrivenKeyOf } from "../contents/rejected-place.ts";
import type { Check } from "./check.ts";
import { type Findings, report } from "./check-objects.ts";
import type { Difference } from "./difference.ts";
import { judgeRejected } from "./judge-rejected.ts";

/** How many objects of the rejected bucket are in each place. */
export type RejectedCounts = Record<Place, number>;

/**
 * Checks that the rejected bucket holds nothing but rejected surveys, undelivered ones and those that were redriven, each
 * under the key that its document says, and each rejected survey for reasons that follow from its body.
 *
 * No ledger tells what should be there. The bucket's versions show what was deleted or replaced. Every
 * document that is there is read.
 */
export async function checkRejected(check: Check): Promise<RejectedCounts> {
  const { stack, signal, found, note, onRead } = check;
  const bucket = stack.outputs.rejectedBucketName;
  const counts: RejectedCounts = { rejected: 0, undelivered: 0, redriven: 0, rejudged: 0 };
  let versioned = true;
  const checkOne = async (history: KeyHistory) => {
    const { key, deleted } = history;
    const place = placeOf(key);
    versioned &&= history.versioned;
    onRead(1);
    if (place === undefined) {
      if (!deleted) found({ kind: "rejected_key_malformed", key });
      return;
    }
    if (!deleted) counts[place]++;
    for (const difference of await historyDifferences(place, history, check)) found(difference);
    if (!deleted) report(await checkDocument(place, key, check), check);
  };
  await pMap(keyHistories(stack.s3, bucket), checkOne, { concurrency: OBJECTS_IN_FLIGHT, signal });
  if (!versioned) note({ kind: "versions_not_kept", bucket });
  return counts;
}

/**
 * What the versions of a key show. Everything is put there once and stays. Only an undelivered survey that is
 * redriven goes.
 */
async function historyDifferences(
  place: Place,
  { key, puts, deleted, everDeleted }: KeyHistory,
  { stack }: Check,
): Promise<Difference[]> {
  if (place === "undelivered") {
    if (!deleted) return [];
    const redrivenKey = redrivenKeyOf(key);
    const redriven =
      redrivenKey === undefined
        ? undefined
        : await readObjectIfThere(stack.s3, stack.outputs.rejectedBucketName, redrivenKey);
    return redriven === undefined ? [{ kind: "undelivered_deleted", key }] : [];
  }
  // A rejected survey that is judged again leaves its place, and may be rejected anew. Each time leaves a copy.
  const gone = puts - (deleted ? 0 : 1);
  if (place === "rejected" && everDeleted && gone <= (await rejudgedCopies(stack, key))) return [];
  if (deleted) return [{ kind: "rejected_document_deleted", key }];
  return puts > 1 || everDeleted ? [{ kind: "rejected_document_replaced", key }] : [];
}

/** How many copies there are of documents that were under a key, from judging the survey again. */
async function rejudgedCopies({ s3, outputs }: Check["stack"], key: string): Promise<number> {
  const messageId = parseRejectedObjectKey(key)?.messageId ?? "";
  const prefix = rejudgedObjectKey({ messageId, rejectedAt: "" }).replace(/\.json$/, "");
  let copies = 0;
  for await (const page of listObjects(s3, outputs.rejectedBucketName, prefix)) copies += page.length;
  return copies;
}

async function checkDocument(place: Place, key: string, { stack }: Check): Promise<Findings> {
  const text = await readObjectIfThere(stack.s3, stack.outputs.rejectedBucketName, key);
  // Redriven since it was listed.
  if (text === undefined && place === "undelivered") return { differences: [], notes: [] };
  if (text === undefined) return { differences: [{ kind: "rejected_document_deleted", key }], notes: [] };
  const document = parseJson(text);
  const rejected = place === "rejected" ? rejectedDocument(document) : undefined;
  if (keyOfDocument(place, document) !== key || (place === "rejected" && rejected === undefined)) {
    return { differences: [{ kind: "rejected_document_malformed", key }], notes: [] };
  }
  return rejected !== undefined && "body" in rejected
    ? await judgeRejected(key, rejected, stack)
    : { differences: [], notes: [] };
}

/** A document that is exactly what the processor writes. */
function rejectedDocument(document: unknown): RejectedDocument | undefined {
  const { data } = rejectedDocumentSchema.safeParse(document);
  return isDeepStrictEqual(data, document) ? data : undefined;
}
