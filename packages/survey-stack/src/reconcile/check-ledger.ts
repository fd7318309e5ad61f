import { isClockAhead } from "@lab/survey-schema";
import pMap from "p-map";
import type { Item } from "../contents/get-items.ts";
import { checkItem } from "../contents/ledger-items.ts";
import type { LedgerSummaries } from "../contents/ledger-summary.ts";
import { OBJECTS_IN_FLIGHT } from "../contents/read-objects.ts";
import { queryParticipant, scanTable } from "../contents/read-tables.ts";
import { keyOfItem } from "../contents/submission-of-key.ts";
import { surveyExists } from "../contents/survey-object.ts";
import type { Check } from "./check.ts";

/**
 * Checks what every ledger item looks like, and sums up the ledger. Then finds the items whose object is
 * gone. Only a participant with more items than objects can have one. In a stack in use, a survey that came
 * during the reading looks like that, too.
 *
 * @param inLedger - by participant, how many objects had a ledger item when the bucket was listed, before
 *   this.
 * @returns how many items there are.
 */
export async function checkLedger(
  check: Check,
  inLedger: ReadonlyMap<string, number>,
  summaries: LedgerSummaries,
): Promise<number> {
  const { stack, signal, onRead } = check;
  let items = 0;
  for await (const page of scanTable(stack.dynamodb, stack.outputs.submissionsTableName)) {
    signal.throwIfAborted();
    for (const item of page) checkLedgerItem(item, check, summaries);
    items += page.length;
    onRead(page.length);
  }
  for (const user_id of summaries.participants) {
    signal.throwIfAborted();
    if (summaries.of(user_id)?.count !== (inLedger.get(user_id) ?? 0)) await findMissing(user_id, check);
  }
  return items;
}

function checkLedgerItem(item: Item, { found, note }: Check, summaries: LedgerSummaries): void {
  const key = keyOfItem(item);
  summaries.add({ ...key, canonical_sha256: item.canonical_sha256 });
  const checked = checkItem(item);
  if (checked.submission === undefined) {
    found({ kind: "ledger_item_malformed", ...key, attributes: checked.wrong });
  } else if (isClockAhead(checked.submission)) {
    note({ kind: "device_clock_ahead", ...key, received_at: checked.submission.received_at });
  }
}

/** Asks for the object of each of a participant's ledger items. */
async function findMissing(user_id: string, { stack, signal, found }: Check): Promise<void> {
  const { dynamodb, outputs } = stack;
  const items = await queryParticipant(dynamodb, outputs.submissionsTableName, user_id);
  const checkOne = async (item: Item) => {
    const { submission } = checkItem(item);
    if (submission === undefined) return;
    const key = submission.object_key;
    if (!(await surveyExists(stack, key))) found({ kind: "ledger_item_without_object", key });
  };
  await pMap(items, checkOne, { concurrency: OBJECTS_IN_FLIGHT, signal });
}
