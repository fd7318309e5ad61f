import { isDeepStrictEqual } from "node:util";
import pMap from "p-map";
import { getItems } from "../stack/get-items.ts";
import { LedgerSummaries } from "../stack/ledger-summary.ts";
import { queryParticipant } from "../stack/read-tables.ts";
import { keysWithoutItem } from "./check-ledger.ts";
import { type ParticipantCheck, participantDifferences } from "./check-participants.ts";
import type { Difference } from "./difference.ts";

const PARTICIPANTS_IN_FLIGHT = 16;
/** How often a participant is read again whose record changes at that very moment. */
const MAX_ATTEMPTS = 10;

/**
 * Looks again at what a stack in use may only seem to lack: a survey that was on its way between two readings. What is
 * not so any more is left out.
 */
export async function confirmDifferences(
  differences: readonly Difference[],
  check: Pick<ParticipantCheck, "stack" | "showAnswers" | "signal">,
): Promise<Difference[]> {
  const keys: string[] = [];
  const participants = new Set<string>();
  const certain: Difference[] = [];
  for (const difference of differences) {
    switch (difference.kind) {
      case "object_without_ledger_item":
        keys.push(difference.key);
        break;
      case "participant_missing":
      case "participant_without_submissions":
      case "count_differs":
      case "answers_differ":
        participants.add(difference.user_id);
        break;
      default:
        certain.push(difference);
    }
  }
  const { stack, signal } = check;
  const missing = await keysWithoutItem(stack, keys);
  const again = await pMap(participants, (user_id) => checkAgain(user_id, check), {
    concurrency: PARTICIPANTS_IN_FLIGHT,
    signal,
  });
  return [
    ...certain,
    ...missing.map((key): Difference => ({ kind: "object_without_ledger_item", key })),
    ...again.flat(),
  ];
}

/** Compares a participant's record with the ledger at one moment: while the record did not change. */
async function checkAgain(
  user_id: string,
  check: Pick<ParticipantCheck, "stack" | "showAnswers">,
): Promise<Difference[]> {
  const { dynamodb, outputs } = check.stack;
  const readRecord = async () => (await getItems(dynamodb, outputs.participantsTableName, [{ user_id }]))[0];
  let record = await readRecord();
  for (let attempt = 1; ; attempt++) {
    const summaries = new LedgerSummaries();
    for (const { submission_time } of await queryParticipant(
      dynamodb,
      outputs.submissionsTableName,
      user_id,
    )) {
      summaries.add({ user_id, submission_time: String(submission_time) });
    }
    const before = record;
    record = await readRecord();
    if (!isDeepStrictEqual(before, record) && attempt < MAX_ATTEMPTS) continue;
    const ledger = summaries.of(user_id);
    if (record !== undefined) return await participantDifferences(record, ledger, check);
    return ledger === undefined ? [] : [{ kind: "participant_missing", user_id }];
  }
}
