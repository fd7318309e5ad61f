import { isDeepStrictEqual } from "node:util";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Submission } from "@lab/survey-schema";
import pMap from "p-map";
import { getItems, type Item } from "../stack/get-items.ts";
import { LedgerSummaries } from "../stack/ledger-summary.ts";
import { listObjects, OBJECTS_IN_FLIGHT } from "../stack/read-objects.ts";
import { scanTable } from "../stack/read-tables.ts";
import type { Stack } from "../stack/stack.ts";
import { lookupKey, objectKeyOf, submissionOfKey } from "../stack/submission-of-key.ts";
import { readSurvey } from "../stack/survey-object.ts";
import type { RebuildContext } from "./rebuild.ts";
import type { ChangeCounter } from "./table-changes.ts";

/**
 * Makes the ledger what the surveys bucket says: one item for each survey, as the processor would write it. An item that
 * is right already is not written again, so this can be stopped anywhere and run again.
 *
 * @returns the ledger's sums as they are now (in a dry run, as they would be).
 */
export async function rebuildLedger(
  context: RebuildContext,
  changes: ChangeCounter,
): Promise<LedgerSummaries> {
  const { stack, signal, problem, onProgress } = context;
  const summaries = new LedgerSummaries();
  let surveys = 0;
  for await (const page of listObjects(stack.s3, stack.outputs.surveysBucketName)) {
    const existing = await ledgerItems(
      stack,
      page.map(({ key }) => key),
    );
    const rebuild = async ({ key }: { key: string }) => {
      const stored = submissionOfKey(key) === undefined ? "unreadable" : await readSurvey(stack, key);
      if (stored === "absent") return;
      if (stored === "unreadable") {
        problem({ kind: "object_unreadable", id: key });
        return;
      }
      await putSubmission(stored.submission, existing.get(lookupKey(stored.submission)), context, changes);
      summaries.add(stored.submission);
      surveys++;
    };
    await pMap(page, rebuild, { concurrency: OBJECTS_IN_FLIGHT, signal });
    onProgress("ledger", surveys);
  }
  await handleSurplus(surveys, summaries, context, changes);
  return summaries;
}

async function ledgerItems(
  { dynamodb, outputs }: Stack,
  keys: readonly string[],
): Promise<Map<string, Item>> {
  const ledgerKeys = keys.flatMap((key) => {
    const submission = submissionOfKey(key);
    return submission === undefined ? [] : [{ ...submission }];
  });
  const items = await getItems(dynamodb, outputs.submissionsTableName, ledgerKeys);
  return new Map(items.map((item) => [lookupKey(keyOfItem(item)), item]));
}

async function putSubmission(
  submission: Submission,
  existing: Item | undefined,
  { stack, dryRun }: RebuildContext,
  changes: ChangeCounter,
): Promise<void> {
  if (isDeepStrictEqual(existing, submission)) {
    changes.unchanged++;
    return;
  }
  const put = { TableName: stack.outputs.submissionsTableName, Item: submission };
  if (existing !== undefined) {
    // Whoever writes this item writes the same: it follows from an object that never changes.
    if (!dryRun) await stack.dynamodb.send(new PutCommand(put));
    changes.count("replaced", submission.object_key);
    return;
  }
  try {
    const ConditionExpression = "attribute_not_exists(user_id)";
    if (!dryRun) await stack.dynamodb.send(new PutCommand({ ...put, ConditionExpression }));
    changes.count("added", submission.object_key);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    changes.unchanged++;
  }
}

/**
 * Finds ledger items without a survey. There are none when the ledger has as many items as there are surveys, since
 * each survey has one by now; so only otherwise each item's object is asked for.
 */
async function handleSurplus(
  surveys: number,
  summaries: LedgerSummaries,
  { stack, dryRun, prune, signal, onProgress }: RebuildContext,
  changes: ChangeCounter,
): Promise<void> {
  const { dynamodb, outputs } = stack;
  const TableName = outputs.submissionsTableName;
  let items = 0;
  for await (const page of scanTable(dynamodb, TableName)) items += page.length;
  if (items === surveys - (dryRun ? changes.added : 0)) return;

  let read = 0;
  for await (const page of scanTable(dynamodb, TableName)) {
    const check = async (item: Item) => {
      const Key = keyOfItem(item);
      const id = objectKeyOf(Key);
      const stored = await readSurvey(stack, id);
      // An unreadable object is a problem of its own; its item stays, and counts.
      if (stored === "unreadable") summaries.add(Key);
      if (stored !== "absent") return;
      if (prune) {
        if (!dryRun) await dynamodb.send(new DeleteCommand({ TableName, Key }));
        changes.count("pruned", id);
      } else {
        summaries.add(Key);
        changes.count("surplus", id);
      }
    };
    await pMap(page, check, { concurrency: OBJECTS_IN_FLIGHT, signal });
    read += page.length;
    onProgress("surplus", read);
  }
}

function keyOfItem(item: Item): { user_id: string; submission_time: string } {
  return { user_id: String(item.user_id), submission_time: String(item.submission_time) };
}
