import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { fullJitter, participantState } from "@lab/survey-processor";
import { userIdSchema, type Withdrawal } from "@lab/survey-schema";
import { putTombstoneCopy } from "../audit/tombstone-copies.ts";
import { replyOf } from "../stack/reply-of.ts";
import type { Stack } from "../stack/stack.ts";
import { notWithdrawn, stillWithdrawn, tombstoneUpdate } from "./tombstone-request.ts";
import { EraseNotUndoneError, ParticipantIdError, TombstoneChangedError } from "./withdrawal-errors.ts";

/** What becomes of what was collected. */
export type WithdrawalMode = Withdrawal["mode"];

/** A tombstone as it is now, and whether it was written now. */
export interface Tombstone {
  readonly withdrawal: Withdrawal;
  readonly isNew: boolean;
}

/** How often a record is read again that somebody changed meanwhile, or whose write took too long. */
const MAX_ATTEMPTS = 8;

/** Before it is read again, in milliseconds. */
const backoff = { base: 100, cap: 2_000 };

/** How long after the reading of its clock DynamoDB may take to write a tombstone, in milliseconds. */
const LEAD = 3_000;

/** DynamoDB tells its clock in whole seconds, in milliseconds. */
const CLOCK_STEP = 1_000;

/**
 * Stops a participant: from its time on the tombstone refuses all surveys, and with `erase` earlier ones too.
 *
 * The audit trail gets a copy, from which it comes back if the tables are lost.
 *
 * Its time is the service's. It is never before the moment at which the tombstone can be seen. So no survey that is sent after it can be
 * stored by a processor that has not seen it. Writing it again changes nothing, except that `keep` becomes `erase`.
 *
 * @param by - who withdraws the participant, at most 512 characters.
 * @throws ParticipantIdError for what is no participant's id; EraseNotUndoneError for `keep` after `erase`; TombstoneChangedError when
 *   somebody else keeps changing it; UnreadableWithdrawalError; whatever a request throws.
 */
export async function writeTombstone(
  stack: Stack,
  user_id: string,
  { mode, by }: Pick<Withdrawal, "mode" | "by">,
): Promise<Tombstone> {
  requireParticipantId(user_id);
  let tried: Withdrawal | undefined;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    await pauseBefore(attempt);
    const { withdrawal: before, now } = await readRecord(stack, user_id);
    if (before?.mode === "erase" && mode === "keep") throw new EraseNotUndoneError(user_id);
    // One that was written too slowly, or without a reply, is written again with a later time.
    if (before?.mode === mode && !isDeepStrictEqual(before, tried)) {
      // Whoever wrote it may have died before the trail had it.
      await putTombstoneCopy(stack, user_id, before);
      return { withdrawal: before, isNew: false };
    }
    const withdrawal: Withdrawal = { mode, at: new Date(now + LEAD).toISOString(), by };
    tried = withdrawal;
    const written = await writeOver(stack, user_id, before, withdrawal);
    if (written === undefined || written + CLOCK_STEP > Date.parse(withdrawal.at)) continue;
    await putTombstoneCopy(stack, user_id, withdrawal);
    return { withdrawal, isNew: true };
  }
  throw new TombstoneChangedError(user_id);
}

/**
 * Lets a participant take part again whose data were kept.
 *
 * @param by - who reinstates the participant, at most 512 characters.
 * @returns the tombstone that is gone; undefined when the participant had not withdrawn.
 * @throws ParticipantIdError; EraseNotUndoneError; TombstoneChangedError; UnreadableWithdrawalError; whatever a request throws.
 */
export async function removeTombstone(
  stack: Stack,
  user_id: string,
  by: string,
): Promise<Withdrawal | undefined> {
  requireParticipantId(user_id);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    await pauseBefore(attempt);
    const { withdrawal, count, now } = await readRecord(stack, user_id);
    if (withdrawal === undefined) return undefined;
    if (withdrawal.mode === "erase") throw new EraseNotUndoneError(user_id);
    // The trail comes first. Whoever dies in between leaves a tombstone, and the command can be run again.
    const at = new Date(Math.max(now, Date.parse(withdrawal.at) + 1)).toISOString();
    await putTombstoneCopy(stack, user_id, { mode: "reinstated", at, by });
    if (await removeFrom(stack, user_id, withdrawal, count)) return withdrawal;
  }
  throw new TombstoneChangedError(user_id);
}

async function pauseBefore(attempt: number): Promise<void> {
  if (attempt > 0) await setTimeout(fullJitter(attempt - 1, backoff, Math.random()));
}

function requireParticipantId(user_id: string): void {
  if (!userIdSchema.safeParse(user_id).success) throw new ParticipantIdError(user_id);
}

/** What a participant's record says at this moment, and when that is by DynamoDB's clock, in milliseconds since 1970. */
async function readRecord({ dynamodb, outputs }: Stack, user_id: string) {
  const TableName = outputs.participantsTableName;
  const command = new GetCommand({ TableName, Key: { user_id }, ConsistentRead: true });
  const reply = replyOf(command);
  const { Item = {} } = await dynamodb.send(command);
  const { withdrawal } = participantState(Item, new Map());
  return { withdrawal, count: Number(Item.num_submission ?? 0), now: reply.time() };
}

/**
 * Writes a tombstone, if the one before is still there.
 *
 * @returns when DynamoDB said that it was done, in whole seconds of its clock; undefined when the one before is no longer there.
 */
async function writeOver(
  stack: Stack,
  user_id: string,
  before: Withdrawal | undefined,
  withdrawal: Withdrawal,
): Promise<number | undefined> {
  const condition = before === undefined ? notWithdrawn : stillWithdrawn(before);
  const command = new UpdateCommand(tombstoneUpdate(stack, user_id, withdrawal, condition));
  const reply = replyOf(command);
  return (await holds(() => stack.dynamodb.send(command))) ? reply.time() : undefined;
}

/** Removes a tombstone, and with it a record that has nothing else, if both are as they were. */
async function removeFrom(
  { dynamodb, outputs }: Stack,
  user_id: string,
  withdrawal: Withdrawal,
  count: number,
): Promise<boolean> {
  const { names, values, condition } = stillWithdrawn(withdrawal);
  const request = {
    TableName: outputs.participantsTableName,
    Key: { user_id },
    ConditionExpression: `${condition} AND #count = :count`,
    ExpressionAttributeNames: { ...names, "#count": "num_submission" },
    ExpressionAttributeValues: { ...values, ":count": count },
  };
  return await holds(() =>
    count === 0
      ? dynamodb.send(new DeleteCommand(request))
      : dynamodb.send(new UpdateCommand({ ...request, UpdateExpression: "REMOVE #withdrawal" })),
  );
}

/** Whether a conditional request was done. */
async function holds(request: () => Promise<unknown>): Promise<boolean> {
  try {
    await request();
    return true;
  } catch (error) {
    // A transaction of the processor was at the same record.
    const inTheWay = error instanceof Error && error.name === "TransactionConflictException";
    if (inTheWay || error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
