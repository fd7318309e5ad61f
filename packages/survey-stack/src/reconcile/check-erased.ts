import { queryParticipant } from "../contents/read-tables.ts";
import { documentTraces, surveyVersions } from "../withdraw/find-traces.ts";
import { erasedParticipants } from "../withdraw/read-withdrawals.ts";
import type { Check } from "./check.ts";

/**
 * Checks that nothing is left of participants whose data are to be erased, in any version of any object and in the ledger. What their
 * records hold is checked with all records.
 */
export async function checkErased({ stack, signal, found, onRead }: Check): Promise<void> {
  const erased = await erasedParticipants(stack);
  if (erased.size === 0) return;
  const { traces } = await documentTraces(stack, erased, { signal, onRead });
  const documents = Map.groupBy(traces, ({ user_id }) => user_id);
  for (const user_id of erased) {
    signal.throwIfAborted();
    const surveys = await surveyVersions(stack, user_id);
    const items = await queryParticipant(stack.dynamodb, stack.outputs.submissionsTableName, user_id);
    const left = surveys.length + items.length + (documents.get(user_id)?.length ?? 0);
    if (left > 0) found({ kind: "erased_left", user_id, left });
  }
}
