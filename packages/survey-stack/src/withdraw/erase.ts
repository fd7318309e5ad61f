import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { ITEM_FORMAT, type Withdrawal } from "@lab/survey-schema";
import pMap from "p-map";
import { getItems, type Item } from "../contents/get-items.ts";
import { deleteVersions, type ObjectVersion, versionsOfKeys } from "../contents/object-versions.ts";
import { queryParticipant } from "../contents/read-tables.ts";
import type { Place } from "../contents/rejected-place.ts";
import { keyOfItem } from "../contents/submission-of-key.ts";
import type { Stack } from "../stack/stack.ts";
import { documentTraces, surveyVersions } from "./find-traces.ts";
import { stillWithdrawn } from "./tombstone-request.ts";
import { NotVerifiedError, TombstoneChangedError } from "./withdrawal-errors.ts";

/** What was deleted of a participant. Versions count one by one, delete markers too. */
export interface ErasedCounts extends Record<Place, number> {
  /** Versions in the surveys bucket. */
  surveys: number;
  /** Items of the ledger. */
  submissions: number;
  /** Whether the record held answers or a count: 0 or 1. */
  records: number;
}

/** What an erasure did, and what it could not tell. */
export interface Erasure {
  /** By participant. */
  readonly erased: ReadonlyMap<string, ErasedCounts>;
  /** Bodies in the rejected bucket that name nobody. */
  readonly nameless: number;
  /** Documents in the rejected bucket that cannot be read. */
  readonly unreadable: number;
}

export interface EraseOptions {
  readonly signal: AbortSignal;
  /** Only tell what would be deleted; false if left out. */
  readonly dryRun?: boolean;
  readonly onProgress?: (what: string) => void;
}

const DELETES_IN_FLIGHT = 16;
/** How often it looks whether something is left. What is found then came late, and is deleted as well. */
const MAX_LOOKS = 3;

/**
 * Deletes everything of some participants but their tombstones, and looks again until nothing is left. It can be stopped anywhere and
 * run again.
 *
 * @param withdrawals - their tombstones, which say `erase`. No function that has not seen them may still run.
 * @throws TombstoneChangedError when a tombstone is not there any more; NotVerifiedError when something is left all the same; the signal's
 *   reason; whatever a request throws.
 */
export async function erase(
  stack: Stack,
  withdrawals: ReadonlyMap<string, Withdrawal>,
  options: EraseOptions,
): Promise<Erasure> {
  const erased = new Map([...withdrawals.keys()].map((user_id) => [user_id, nothing()]));
  for (let look = 0; look < MAX_LOOKS; look++) {
    const found = await eraseOnce(stack, withdrawals, erased, options);
    if (options.dryRun || found.deleted === 0) {
      return { erased, nameless: found.nameless, unreadable: found.unreadable };
    }
    options.onProgress?.("Looking whether anything is left");
  }
  throw new NotVerifiedError([...withdrawals.keys()]);
}

function nothing(): ErasedCounts {
  return { surveys: 0, submissions: 0, records: 0, rejected: 0, undelivered: 0, redriven: 0, rejudged: 0 };
}

async function eraseOnce(
  stack: Stack,
  withdrawals: ReadonlyMap<string, Withdrawal>,
  erased: ReadonlyMap<string, ErasedCounts>,
  options: EraseOptions,
) {
  const { s3, outputs } = stack;
  const { dryRun = false, signal, onProgress } = options;
  let deleted = 0;
  const count = (user_id: string, what: keyof ErasedCounts, number: number) => {
    const counts = erased.get(user_id);
    if (counts !== undefined) counts[what] += number;
    deleted += number;
  };
  for (const [user_id, withdrawal] of withdrawals) {
    onProgress?.(`Erasing participant ${user_id}: ledger, record and surveys`);
    count(user_id, "submissions", await eraseSubmissions(stack, user_id, options));
    count(user_id, "records", await eraseRecord(stack, user_id, withdrawal, options));
    const versions = await surveyVersions(stack, user_id);
    if (!dryRun) await deleteVersions(s3, outputs.surveysBucketName, versions, signal);
    count(user_id, "surveys", versions.length);
  }
  const found = await documentTraces(stack, new Set(withdrawals.keys()), {
    signal,
    onRead: (read) => onProgress?.(`Reading rejected surveys: ${read.toLocaleString("en")}`),
  });
  for (const { user_id, place } of found.traces) count(user_id, place, 1);
  const versions = [...found.traces, ...(await markersOf(stack, found.traces))];
  if (!dryRun) await deleteVersions(s3, outputs.rejectedBucketName, versions, signal);
  return { ...found, deleted };
}

async function eraseSubmissions(
  { dynamodb, outputs }: Stack,
  user_id: string,
  { dryRun, signal }: EraseOptions,
): Promise<number> {
  const TableName = outputs.submissionsTableName;
  const items = await queryParticipant(dynamodb, TableName, user_id);
  const remove = async (item: Item) => {
    await dynamodb.send(new DeleteCommand({ TableName, Key: { ...keyOfItem(item) } }));
  };
  if (!dryRun) await pMap(items, remove, { concurrency: DELETES_IN_FLIGHT, signal });
  return items.length;
}

/** Leaves nothing in the record but the tombstone. */
async function eraseRecord(
  { dynamodb, outputs }: Stack,
  user_id: string,
  withdrawal: Withdrawal,
  { dryRun }: EraseOptions,
): Promise<number> {
  const TableName = outputs.participantsTableName;
  const bare = { user_id, num_submission: 0, format: ITEM_FORMAT, withdrawal };
  const [item] = await getItems(dynamodb, TableName, [{ user_id }]);
  const isBare =
    Object.keys(item ?? {}).every((name) => Object.hasOwn(bare, name)) && item?.num_submission === 0;
  if (isBare || dryRun) return isBare ? 0 : 1;
  const { condition, names, values } = stillWithdrawn(withdrawal);
  try {
    await dynamodb.send(
      new PutCommand({
        TableName,
        Item: bare,
        ConditionExpression: condition,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      }),
    );
    return 1;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new TombstoneChangedError(user_id);
    throw error;
  }
}

/** The delete markers of documents that are deleted. */
async function markersOf(
  { s3, outputs }: Stack,
  traces: readonly ObjectVersion[],
): Promise<readonly ObjectVersion[]> {
  const markers: ObjectVersion[] = [];
  for (const wanted of new Set(traces.map(({ key }) => key))) {
    const versions = await versionsOfKeys(s3, outputs.rejectedBucketName, wanted, (key) => key === wanted);
    markers.push(...versions.filter(({ isMarker }) => isMarker));
  }
  return markers;
}
