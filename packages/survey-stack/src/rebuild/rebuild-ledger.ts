import { isDeepStrictEqual } from "node:util";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Submission, submissionSchema } from "@lab/survey-schema";
import pMap from "p-map";
import type { Item } from "../contents/get-items.ts";
import { ledgerItemsOf } from "../contents/ledger-items.ts";
import { LedgerSummaries } from "../contents/ledger-summary.ts";
import { listObjects, OBJECTS_IN_FLIGHT } from "../contents/read-objects.ts";
import { scanTable } from "../contents/read-tables.ts";
import { keyOfItem, lookupKey, objectKeyOf, submissionOfKey } from "../contents/submission-of-key.ts";
import { readSurvey, surveyExists } from "../contents/survey-object.ts";
import type { RebuildContext } from "./rebuild-context.ts";
import type { RebuildProblemKind } from "./rebuild-problem.ts";
import type { ChangeCounter } from "./table-changes.ts";
import { unchangedSince } from "./unchanged-since.ts";

/** What the ledger is after rebuilding. */
export interface RebuiltLedger {
  /** The ledger's sums as they are now (in a dry run, as they would be). */
  readonly summaries: LedgerSummaries;
  /**
   * Participants who have objects that are not judged and have no ledger item. So there may still be surveys
   * of them.
   */
  readonly notJudged: ReadonlySet<string>;
  /**
   * Participants who have ledger items that this version does not know. So nobody can say what their record
   * should be.
   */
  readonly unknownItems: ReadonlySet<string>;
  /** Whether there are objects of which not even the participant is known. */
  readonly strangers: boolean;
}

/**
 * Makes the ledger agree with the surveys bucket, with one item for each survey, as the processor would write
 * it. An item that is right already is not written again, so this can be stopped anywhere and run again.
 *
 * A survey is entered when its body is valid and has the hash that its metadata and the ledger have. Where
 * the ledger has no hash but an ETag, the object must have that ETag. Everything else is named as a problem,
 * and its ledger item stays as it is.
 */
export async function rebuildLedger(context: RebuildContext, changes: ChangeCounter): Promise<RebuiltLedger> {
  const { stack, signal, onProgress } = context;
  const progress: Progress = {
    summaries: new LedgerSummaries(),
    notJudged: new Set(),
    unknownItems: new Set(),
    strangers: false,
    withObject: 0,
  };
  let objects = 0;
  for await (const page of listObjects(stack.s3, stack.outputs.surveysBucketName)) {
    const keys = page.map(({ key }) => key);
    const existing = await ledgerItemsOf(stack, keys);
    const rebuild = (key: string) => rebuildOne(key, existing, progress, context, changes);
    await pMap(keys, rebuild, { concurrency: OBJECTS_IN_FLIGHT, signal });
    objects += page.length;
    onProgress("ledger", objects);
  }
  await handleSurplus(progress, context, changes);
  return progress;
}

interface Progress extends RebuiltLedger {
  readonly notJudged: Set<string>;
  readonly unknownItems: Set<string>;
  strangers: boolean;
  /** How many items the ledger now has whose object is there. */
  withObject: number;
}

async function rebuildOne(
  key: string,
  items: ReadonlyMap<string, Item>,
  progress: Progress,
  context: RebuildContext,
  changes: ChangeCounter,
): Promise<void> {
  const submissionKey = submissionOfKey(key);
  if (submissionKey === undefined) {
    progress.strangers = true;
    context.problem({ kind: "object_key_unknown", id: key });
    return;
  }
  const existing = items.get(lookupKey(submissionKey));
  if (context.erased.has(submissionKey.user_id)) {
    context.problem({ kind: "survey_of_erased", id: key });
    if (existing !== undefined) progress.withObject++;
    return;
  }
  const judged = await judge(key, existing, context);
  if (judged === "absent") return;
  if (typeof judged !== "string") {
    await putSubmission(judged, existing, context, changes);
    progress.summaries.add(judged);
    if (existing !== undefined || !context.dryRun) progress.withObject++;
    return;
  }
  context.problem({ kind: judged, id: key });
  if (existing === undefined) {
    progress.notJudged.add(submissionKey.user_id);
    return;
  }
  // What the ledger says stays, and counts.
  progress.summaries.add({ ...submissionKey, canonical_sha256: existing.canonical_sha256 });
  progress.withObject++;
}

/** The ledger item that an object should have, or why that cannot be told. */
async function judge(
  key: string,
  existing: Item | undefined,
  { stack }: RebuildContext,
): Promise<Submission | RebuildProblemKind | "absent"> {
  const stored = await readSurvey(stack, key);
  if (stored === "absent") return "absent";
  if (stored === "unreadable") return "object_unreadable";
  if (stored === "unknown_format") return "object_format_unknown";
  if (stored === "unknown_questionnaire") return "object_questionnaire_unknown";
  if (stored.contradictsMetadata) return "object_contradicts_metadata";
  const { submission, reasons } = stored;
  const objection = existing && objectionOf(existing, submission);
  if (objection !== undefined) return objection;
  return reasons.length > 0 ? "survey_invalid" : submission;
}

/**
 * Why an item does not belong to these bytes. Its hash decides. Only where it has no valid hash, its ETag
 * decides.
 */
function objectionOf(item: Item, submission: Submission): RebuildProblemKind | undefined {
  const { canonical_sha256, object_etag } = submissionSchema.shape;
  const sha256 = canonical_sha256.safeParse(item.canonical_sha256).data;
  if (sha256 !== undefined) return sha256 === submission.canonical_sha256 ? undefined : "ledger_hash_differs";
  const etag = object_etag.safeParse(item.object_etag).data;
  return etag === undefined || etag === submission.object_etag ? undefined : "ledger_etag_differs";
}

async function putSubmission(
  submission: Submission,
  existing: Item | undefined,
  { stack, dryRun, problem }: RebuildContext,
  changes: ChangeCounter,
): Promise<void> {
  if (isDeepStrictEqual(existing, submission)) {
    changes.unchanged++;
    return;
  }
  try {
    const put = { TableName: stack.outputs.submissionsTableName, Item: submission };
    // The ledger still has the hash that it had when it was read, or still none.
    const condition = unchangedSince(existing, ["canonical_sha256"]);
    if (!dryRun) await stack.dynamodb.send(new PutCommand({ ...put, ...condition }));
    changes.count(existing === undefined ? "added" : "replaced", submission.object_key);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // Whoever added it meanwhile read the same object. Whoever changed a hash did not.
    if (existing === undefined) changes.unchanged++;
    else problem({ kind: "ledger_hash_differs", id: submission.object_key });
  }
}

/**
 * Finds ledger items without a survey. When the ledger has as many items as there are objects with one, there
 * are none. Only otherwise it asks for the object of each item. An item whose key this version does not know
 * is never taken for one without a survey.
 */
async function handleSurplus(
  progress: Progress,
  context: RebuildContext,
  changes: ChangeCounter,
): Promise<void> {
  const { stack, dryRun, prune, signal, problem, onProgress } = context;
  const { dynamodb, outputs } = stack;
  const TableName = outputs.submissionsTableName;
  let known = 0;
  for await (const page of scanTable(dynamodb, TableName)) {
    signal.throwIfAborted();
    for (const item of page) {
      const Key = keyOfItem(item);
      if (isKnownKey(Key)) known++;
      else {
        progress.unknownItems.add(Key.user_id);
        problem({ kind: "ledger_item_unknown", id: lookupKey(Key) });
      }
    }
  }
  if (known === progress.withObject) return;

  let read = 0;
  for await (const page of scanTable(dynamodb, TableName)) {
    const check = async (item: Item) => {
      const Key = keyOfItem(item);
      if (!isKnownKey(Key)) return;
      const id = objectKeyOf(Key);
      if (await surveyExists(stack, id)) return;
      if (prune) {
        if (!dryRun) await dynamodb.send(new DeleteCommand({ TableName, Key: { ...Key } }));
        changes.count("pruned", id);
      } else {
        progress.summaries.add({ ...Key, canonical_sha256: item.canonical_sha256 });
        changes.count("surplus", id);
      }
    };
    await pMap(page, check, { concurrency: OBJECTS_IN_FLIGHT, signal });
    read += page.length;
    onProgress("surplus", read);
  }
}

function isKnownKey({ user_id, submission_time }: { user_id: string; submission_time: string }): boolean {
  const { shape } = submissionSchema;
  return shape.user_id.safeParse(user_id).success && shape.submission_time.safeParse(submission_time).success;
}
