import { isDeepStrictEqual } from "node:util";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Participant, participantOf, type Survey, withdrawalSchema } from "@lab/survey-schema";
import pMap from "p-map";
import { getItems, type Item } from "../contents/get-items.ts";
import { LedgerSummaries, type LedgerSummary } from "../contents/ledger-summary.ts";
import { OBJECTS_IN_FLIGHT } from "../contents/read-objects.ts";
import { queryParticipant, scanTable } from "../contents/read-tables.ts";
import { keyOfItem, objectKeyOf } from "../contents/submission-of-key.ts";
import { readSurvey, type StoredSurvey } from "../contents/survey-object.ts";
import type { RebuildContext } from "./rebuild-context.ts";
import type { RebuiltLedger } from "./rebuild-ledger.ts";
import type { ChangeCounter } from "./table-changes.ts";
import { unchangedSince } from "./unchanged-since.ts";

/** Participants read together, as many as one BatchGetItem takes. */
const BATCH = 100;
/** How often a record is derived again that somebody changed meanwhile. */
const MAX_ATTEMPTS = 5;
/** Every survey that is counted changes the count, and every withdrawal the tombstone. */
const changing = ["num_submission", "withdrawal"];

/**
 * Makes the participants' records agree with the ledger. They show the answers of the newest survey and the
 * number of ledger items. A record that is right already is not written again. The record of a participant
 * with surveys that are not judged is left as it is.
 */
export async function rebuildParticipants(
  ledger: RebuiltLedger,
  context: RebuildContext,
  changes: ChangeCounter,
): Promise<void> {
  const { stack, signal, onProgress } = context;
  const { summaries, unknownItems } = ledger;
  const ids = [...summaries.participants].filter(
    (user_id) => !unknownItems.has(user_id) && !context.erased.has(user_id),
  );
  for (let from = 0; from < ids.length; from += BATCH) {
    const batch = ids.slice(from, from + BATCH);
    const keys = batch.map((user_id) => ({ user_id }));
    const items = await getItems(stack.dynamodb, stack.outputs.participantsTableName, keys);
    const existing = new Map(items.map((item) => [String(item.user_id), item]));
    const rebuild = async (user_id: string) => {
      const item = existing.get(user_id);
      const summary = summaries.of(user_id);
      if (summary !== undefined) await rebuildParticipant(user_id, item, summary, context, changes);
    };
    await pMap(batch, rebuild, { concurrency: OBJECTS_IN_FLIGHT, signal });
    onProgress("participants", from + batch.length);
  }
  await handleSurplus(ledger, context, changes);
}

async function rebuildParticipant(
  user_id: string,
  existing: Item | undefined,
  summary: LedgerSummary,
  context: RebuildContext,
  changes: ChangeCounter,
): Promise<void> {
  const expected = await expectedParticipant(user_id, summary, existing, context);
  if (expected === undefined) return;
  if (isDeepStrictEqual(existing, expected)) {
    changes.unchanged++;
    return;
  }
  if (!context.dryRun) await writeParticipant(user_id, context);
  changes.count(existing === undefined ? "added" : "replaced", user_id);
}

/**
 * The record that follows from a ledger's sums, with the tombstone that it has; undefined, and a problem, when the newest survey of a
 * questionnaire is not there or refused, or the tombstone cannot be read.
 */
async function expectedParticipant(
  user_id: string,
  { newest, count }: LedgerSummary,
  existing: Item | undefined,
  { stack, problem }: RebuildContext,
): Promise<Participant | undefined> {
  const withdrawal = withdrawalSchema.safeParse(existing?.withdrawal);
  if (existing?.withdrawal !== undefined && !withdrawal.success) {
    problem({ kind: "tombstone_unreadable", id: user_id });
    return undefined;
  }
  const surveys: Survey[] = [];
  for (const item of newest) {
    const stored = await readSurvey(stack, objectKeyOf(item));
    if (stored === "absent") {
      problem({ kind: "newest_survey_missing", id: user_id });
      return undefined;
    }
    if (!isBelieved(stored, item.sha256)) {
      problem({ kind: "newest_survey_refused", id: user_id });
      return undefined;
    }
    surveys.push(stored.survey);
  }
  return participantOf(stack.study, user_id, surveys, count, withdrawal.data);
}

/**
 * Whether a participant's answers may be taken from an object. It has to be valid, the ledger must have its
 * hash, and its metadata must agree.
 */
function isBelieved(
  stored: Exclude<Awaited<ReturnType<typeof readSurvey>>, "absent">,
  sha256: string | undefined,
): stored is StoredSurvey {
  if (typeof stored === "string") return false;
  const { submission, contradictsMetadata, reasons } = stored;
  return submission.canonical_sha256 === sha256 && !contradictsMetadata && reasons.length === 0;
}

/**
 * Writes one record so that it is right even if a survey of this participant is counted at this very moment.
 * It reads the record first and then the ledger. The write is conditional on the record that was read.
 */
async function writeParticipant(user_id: string, context: RebuildContext): Promise<void> {
  const { dynamodb, outputs } = context.stack;
  for (let attempt = 1; ; attempt++) {
    const [before] = await getItems(dynamodb, outputs.participantsTableName, [{ user_id }]);
    const sums = new LedgerSummaries();
    for (const item of await queryParticipant(dynamodb, outputs.submissionsTableName, user_id)) {
      sums.add({ ...keyOfItem(item), canonical_sha256: item.canonical_sha256 });
    }
    const summary = sums.of(user_id);
    const Item = summary && (await expectedParticipant(user_id, summary, before, context));
    if (Item === undefined || isDeepStrictEqual(before, Item)) return;
    try {
      const TableName = outputs.participantsTableName;
      await dynamodb.send(new PutCommand({ TableName, Item, ...unchangedSince(before, changing) }));
      return;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/**
 * Records of participants without a ledger item. They are surplus only if the bucket has no survey of them
 * either.
 */
async function handleSurplus(
  { summaries, notJudged, unknownItems, strangers }: RebuiltLedger,
  { stack, dryRun, prune, signal, problem }: RebuildContext,
  changes: ChangeCounter,
): Promise<void> {
  const TableName = stack.outputs.participantsTableName;
  for await (const page of scanTable(stack.dynamodb, TableName)) {
    signal.throwIfAborted();
    for (const item of page) {
      const user_id = String(item.user_id);
      // A tombstone is never surplus.
      if (summaries.of(user_id) !== undefined || item.withdrawal !== undefined) continue;
      if (strangers || notJudged.has(user_id) || unknownItems.has(user_id)) {
        problem({ kind: "participant_not_judged", id: user_id });
        continue;
      }
      if (prune && !dryRun) {
        await stack.dynamodb.send(
          new DeleteCommand({ TableName, Key: { user_id }, ...unchangedSince(item, changing) }),
        );
      }
      changes.count(prune ? "pruned" : "surplus", user_id);
    }
  }
}
