import { isDeepStrictEqual } from "node:util";
import pMap from "p-map";
import { getItems } from "../contents/get-items.ts";
import { ledgerItemsOf } from "../contents/ledger-items.ts";
import { LedgerSummaries } from "../contents/ledger-summary.ts";
import { OBJECTS_IN_FLIGHT } from "../contents/read-objects.ts";
import { queryParticipant } from "../contents/read-tables.ts";
import { keyOfItem, lookupKey, objectKeyOf, submissionOfKey } from "../contents/submission-of-key.ts";
import { surveyExists } from "../contents/survey-object.ts";
import type { Check } from "./check.ts";
import { checkObject } from "./check-objects.ts";
import { participantDifferences } from "./check-participants.ts";
import type { Difference } from "./difference.ts";

const PARTICIPANTS_IN_FLIGHT = 16;
/** How often a participant is read again whose record changes at that very moment. */
const MAX_ATTEMPTS = 10;

/** What looking again needs. */
export type Confirmation = Pick<Check, "stack" | "deep" | "signal"> & { readonly showAnswers: boolean };

/**
 * Looks at differences again. A stack in use may seem to lack a survey that was on its way between two
 * readings. A difference that is gone by now is left out, and one that was found twice is named once.
 */
export async function confirmDifferences(
  differences: readonly Difference[],
  check: Confirmation,
): Promise<Difference[]> {
  const keys = new Set<string>();
  const participants = new Set<string>();
  const certain: Difference[] = [];
  for (const difference of differences) {
    const subject = subjectOf(difference);
    if (subject === undefined) certain.push(difference);
    else if ("key" in subject) keys.add(subject.key);
    else participants.add(subject.user_id);
  }
  const objects = await checkObjectsAgain([...keys], check);
  const records = await pMap(participants, (user_id) => checkRecordAgain(user_id, check), {
    concurrency: PARTICIPANTS_IN_FLIGHT,
    signal: check.signal,
  });
  const told = [...certain, ...objects, ...records.flat()].map((one) => [JSON.stringify(one), one] as const);
  return [...new Map(told).values()];
}

/** Whether a difference may be only a survey on its way. */
export function mayPass(difference: Difference): boolean {
  return subjectOf(difference) !== undefined;
}

/**
 * The object or the participant to look at again. Undefined for a difference that no survey on its way can
 * cause.
 */
function subjectOf(
  difference: Difference,
): { readonly key: string } | { readonly user_id: string } | undefined {
  switch (difference.kind) {
    case "object_without_ledger_item":
    case "object_unreadable":
    case "object_format_unknown":
    case "object_questionnaire_unknown":
    case "hash_differs":
    case "ledger_item_without_object":
    case "invalid_survey_stored":
    case "metadata_differs":
      return { key: difference.key };
    case "ledger_item_differs":
      return { key: objectKeyOf(difference) };
    case "participant_missing":
    case "participant_without_submissions":
    case "count_differs":
    case "answers_differ":
      return { user_id: difference.user_id };
    default:
      return undefined;
  }
}

/**
 * Reads objects and their ledger items again. The items come first, since an object is there before its item.
 */
async function checkObjectsAgain(
  keys: readonly string[],
  { stack, deep, signal }: Confirmation,
): Promise<Difference[]> {
  const items = await ledgerItemsOf(stack, keys);
  const checkAgain = async (key: string): Promise<readonly Difference[]> => {
    const submission = submissionOfKey(key);
    const item = submission && items.get(lookupKey(submission));
    const read = async () => (await checkObject(key, item, { stack, deep })).differences;
    if (item !== undefined) return await read();
    if (!(await surveyExists(stack, key))) return [];
    return [{ kind: "object_without_ledger_item", key }, ...(deep ? await read() : [])];
  };
  return (await pMap(keys, checkAgain, { concurrency: OBJECTS_IN_FLIGHT, signal })).flat();
}

/** Compares a participant's record with the ledger during a time in which the record did not change. */
async function checkRecordAgain(
  user_id: string,
  check: Pick<Confirmation, "stack" | "showAnswers">,
): Promise<Difference[]> {
  const { dynamodb, outputs } = check.stack;
  const readRecord = async () => (await getItems(dynamodb, outputs.participantsTableName, [{ user_id }]))[0];
  let record = await readRecord();
  for (let attempt = 1; ; attempt++) {
    const summaries = new LedgerSummaries();
    for (const item of await queryParticipant(dynamodb, outputs.submissionsTableName, user_id)) {
      summaries.add({ ...keyOfItem(item), canonical_sha256: item.canonical_sha256 });
    }
    const before = record;
    record = await readRecord();
    if (!isDeepStrictEqual(before, record) && attempt < MAX_ATTEMPTS) continue;
    const ledger = summaries.of(user_id);
    if (record !== undefined) return await participantDifferences(record, ledger, check);
    return ledger === undefined ? [] : [{ kind: "participant_missing", user_id }];
  }
}
