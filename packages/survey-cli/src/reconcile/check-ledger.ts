import { submissionSchema } from "@lab/survey-schema";
import pMap from "p-map";
import { getItems, type Item } from "../stack/get-items.ts";
import type { LedgerSummaries } from "../stack/ledger-summary.ts";
import { listObjects, OBJECTS_IN_FLIGHT } from "../stack/read-objects.ts";
import { scanTable } from "../stack/read-tables.ts";
import type { Stack } from "../stack/stack.ts";
import { lookupKey, submissionOfKey } from "../stack/submission-of-key.ts";
import { storedSha256 } from "../stack/survey-object.ts";
import type { Difference } from "./difference.ts";

/** What a check needs, and where it says what it found. */
export interface Check {
  readonly stack: Stack;
  readonly signal: AbortSignal;
  readonly found: (difference: Difference) => void;
  /** Called as items and objects are read. */
  readonly onRead: (count: number) => void;
}

/**
 * Checks every ledger item against its object, and sums up the ledger.
 *
 * @returns how many items there are, and how many of them have an object of their own.
 */
export async function checkLedger(
  check: Check,
  summaries: LedgerSummaries,
): Promise<{ items: number; withObject: number }> {
  const { stack, signal, onRead } = check;
  let items = 0;
  let withObject = 0;
  for await (const page of scanTable(stack.dynamodb, stack.outputs.submissionsTableName)) {
    const checkOne = async (item: Item) => {
      if (await checkLedgerItem(item, check, summaries)) withObject++;
    };
    await pMap(page, checkOne, { concurrency: OBJECTS_IN_FLIGHT, signal });
    items += page.length;
    onRead(page.length);
  }
  return { items, withObject };
}

/** Whether a ledger item has its object. */
async function checkLedgerItem(
  item: Item,
  { stack, found }: Check,
  summaries: LedgerSummaries,
): Promise<boolean> {
  const key = { user_id: String(item.user_id), submission_time: String(item.submission_time) };
  summaries.add(key);
  const parsed = submissionSchema.safeParse(item);
  const named = parsed.success ? submissionOfKey(parsed.data.object_key) : undefined;
  if (!parsed.success || named === undefined || lookupKey(named) !== lookupKey(key)) {
    found({ kind: "ledger_item_malformed", ...key });
    return false;
  }
  const { object_key, canonical_sha256 } = parsed.data;
  const stored = await storedSha256(stack, object_key);
  if (stored === "absent") {
    found({ kind: "ledger_item_without_object", key: object_key });
    return false;
  }
  if (stored === "unreadable") found({ kind: "object_unreadable", key: object_key });
  else if (stored.sha256 !== canonical_sha256) found({ kind: "hash_differs", key: object_key });
  return true;
}

/**
 * Checks the keys of the surveys bucket, and that the ledger has each of them.
 *
 * @param itemsWithObject how many ledger items have an object: with as many objects, no object lacks its item.
 * @returns how many objects there are.
 */
export async function checkObjects(check: Check, itemsWithObject: number): Promise<number> {
  const { stack, signal, found, onRead } = check;
  let objects = 0;
  let malformed = 0;
  for await (const page of listObjects(stack.s3, stack.outputs.surveysBucketName)) {
    signal.throwIfAborted();
    for (const { key } of page) {
      if (submissionOfKey(key) !== undefined) continue;
      malformed++;
      found({ kind: "object_key_malformed", key });
    }
    objects += page.length;
    onRead(page.length);
  }
  if (objects - malformed === itemsWithObject) return objects;
  for await (const page of listObjects(stack.s3, stack.outputs.surveysBucketName)) {
    signal.throwIfAborted();
    for (const key of await keysWithoutItem(
      stack,
      page.map(({ key }) => key),
    )) {
      found({ kind: "object_without_ledger_item", key });
    }
  }
  return objects;
}

/** Which of some keys of the surveys bucket the ledger lacks. */
export async function keysWithoutItem(stack: Stack, keys: readonly string[]): Promise<string[]> {
  const wanted = new Map<string, { key: string; submission: { user_id: string; submission_time: string } }>();
  for (const key of keys) {
    const submission = submissionOfKey(key);
    if (submission !== undefined) wanted.set(lookupKey(submission), { key, submission });
  }
  const ledgerKeys = [...wanted.values()].map(({ submission }) => ({ ...submission }));
  for (const item of await getItems(stack.dynamodb, stack.outputs.submissionsTableName, ledgerKeys)) {
    wanted.delete(
      lookupKey({ user_id: String(item.user_id), submission_time: String(item.submission_time) }),
    );
  }
  return [...wanted.values()].map(({ key }) => key);
}
