import { isDeepStrictEqual } from "node:util";
import {
  participantOf,
  participantSchema,
  type Survey,
  wrongParticipantAttributes,
} from "@lab/survey-schema";
import pMap from "p-map";
import type { Item } from "../contents/get-items.ts";
import type { LedgerSummaries, LedgerSummary } from "../contents/ledger-summary.ts";
import { OBJECTS_IN_FLIGHT } from "../contents/read-objects.ts";
import { scanTable } from "../contents/read-tables.ts";
import { objectKeyOf } from "../contents/submission-of-key.ts";
import { readSurvey } from "../contents/survey-object.ts";
import type { Check } from "./check.ts";
import type { Difference } from "./difference.ts";

/** What else a check of participants is told. */
export interface ParticipantCheck extends Check {
  /** Put shown and expected answers into the differences. */
  readonly showAnswers: boolean;
}

/**
 * Checks every participant's record against the ledger's summary and the newest surveys' objects.
 *
 * @returns how many records there are.
 */
export async function checkParticipants(
  check: ParticipantCheck,
  summaries: LedgerSummaries,
): Promise<number> {
  const { stack, signal, found, onRead } = check;
  const missing = new Set(summaries.participants);
  let participants = 0;
  for await (const page of scanTable(stack.dynamodb, stack.outputs.participantsTableName)) {
    const checkOne = async (item: Item) => {
      const user_id = String(item.user_id);
      missing.delete(user_id);
      for (const difference of await participantDifferences(item, summaries.of(user_id), check)) {
        found(difference);
      }
    };
    await pMap(page, checkOne, { concurrency: OBJECTS_IN_FLIGHT, signal });
    participants += page.length;
    onRead(page.length);
  }
  for (const user_id of missing) found({ kind: "participant_missing", user_id });
  return participants;
}

/** How a participant's record differs from what the ledger and the newest surveys say. */
export async function participantDifferences(
  item: Item,
  ledger: LedgerSummary | undefined,
  { stack, showAnswers }: Pick<ParticipantCheck, "stack" | "showAnswers">,
): Promise<Difference[]> {
  const user_id = String(item.user_id);
  const attributes = wrongParticipantAttributes(stack.study, item);
  const parsed = participantSchema.safeParse(item);
  if (!parsed.success || attributes.length > 0)
    return [{ kind: "participant_malformed", user_id, attributes }];
  const shown = parsed.data;
  const { withdrawal } = shown;
  // The tombstone of somebody who has withdrawn stays, with or without surveys.
  if (ledger === undefined && withdrawal === undefined)
    return [{ kind: "participant_without_submissions", user_id }];
  const { count, newest } = ledger ?? { count: 0, newest: [] };
  const differences: Difference[] = [];
  if (shown.num_submission !== count) {
    const { num_submission: counted } = shown;
    differences.push({ kind: "count_differs", user_id, counted, ledger_items: count });
  }
  const keys = newest.map(objectKeyOf);
  const surveys: Survey[] = [];
  for (const [i, { sha256 }] of newest.entries()) {
    const key = keys[i] ?? "";
    const stored = await readSurvey(stack, key);
    // That an object is missing, unreadable or changed is found when objects are checked.
    if (typeof stored === "string") return differences;
    // Nobody knows then which answers are right. With the ledger's ETag, only this reading shows it.
    if (stored.submission.canonical_sha256 !== sha256) return [...differences, { kind: "hash_differs", key }];
    surveys.push(stored.survey);
  }
  const expected = participantOf(stack.study, user_id, surveys, shown.num_submission, withdrawal);
  if (!isDeepStrictEqual(shown, expected)) {
    differences.push({ kind: "answers_differ", user_id, keys, ...(showAnswers && { shown, expected }) });
  }
  return differences;
}
