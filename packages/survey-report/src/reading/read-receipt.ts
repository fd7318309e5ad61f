import { paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Activity } from "@lab/survey-export";
import { readParticipant, type Stack } from "@lab/survey-stack";
import * as z from "zod";

/** Of an item that somebody tampered with, the key at least is there. */
const countSchema = z.object({ user_id: z.string(), num_submission: z.number().catch(0) });

/** The number of surveys that is counted for each participant, as the participants table has it. */
export async function readCounts(
  { dynamodb, outputs }: Stack,
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const request = {
    TableName: outputs.participantsTableName,
    ConsistentRead: true,
    ProjectionExpression: "user_id, num_submission",
  };
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, request)) {
    signal.throwIfAborted();
    for (const item of Items) {
      const { user_id, num_submission } = countSchema.parse(item);
      counts.set(user_id, num_submission);
    }
  }
  return counts;
}

/** A participant of whom the ledger has another number of surveys than the count says. */
export interface CountDifference {
  readonly user_id: string;
  readonly counted: number;
  readonly items: number;
}

/** So many participants are looked at again. With more that differ, surveys that came meanwhile are not the cause. */
const MAX_CONFIRMED = 1_000;

/**
 * Compares each participant's count with the ledger. The two were read one after the other, and surveys may have come in between. So
 * whoever differs is read again, both at about the same time, and only what differs still is told.
 */
export async function differingCounts(
  stack: Stack,
  counts: ReadonlyMap<string, number>,
  activities: ReadonlyMap<string, Activity>,
  signal: AbortSignal,
): Promise<CountDifference[]> {
  const suspects = [...new Set([...counts.keys(), ...activities.keys()])].filter(
    (id) => (counts.get(id) ?? 0) !== (activities.get(id)?.surveys ?? 0),
  );
  const differing: CountDifference[] = [];
  for (const user_id of suspects) {
    signal.throwIfAborted();
    const items = activities.get(user_id)?.surveys ?? 0;
    const unconfirmed = { user_id, counted: counts.get(user_id) ?? 0, items };
    const now = suspects.length > MAX_CONFIRMED ? unconfirmed : await lookAgain(stack, user_id);
    if (now.counted !== now.items) differing.push(now);
  }
  return differing;
}

/** How often a participant is read whose surveys keep coming. */
const MAX_LOOKS = 3;

async function lookAgain(stack: Stack, user_id: string): Promise<CountDifference> {
  for (let look = 1; ; look++) {
    const { record, submissions } = await readParticipant(stack, user_id);
    const counted = record === undefined ? 0 : countSchema.parse(record).num_submission;
    const difference = { user_id, counted, items: submissions.length };
    if (counted === submissions.length || look === MAX_LOOKS) return difference;
  }
}
