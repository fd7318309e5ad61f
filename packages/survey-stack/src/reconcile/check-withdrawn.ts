import { queryParticipant } from "../contents/read-tables.ts";
import { documentTraces, surveyVersions } from "../withdraw/find-traces.ts";
import { erasedParticipants, readWithdrawals } from "../withdraw/read-withdrawals.ts";
import { compareTombstones } from "../withdraw/tombstone-trail.ts";
import type { Check } from "./check.ts";

/**
 * Checks that the tombstones of participants who have withdrawn are those of the audit trail, and that nothing is left of those whose data
 * are to be erased, in any version of any object and in the ledger. What their records hold is checked with all records.
 */
export async function checkWithdrawn({ stack, signal, found, onRead }: Check): Promise<void> {
  const withdrawals = await readWithdrawals(stack);
  for (const difference of await compareTombstones(stack, withdrawals, signal)) {
    if (difference.kind === "missing") found({ kind: "tombstone_missing", user_id: difference.copy.user_id });
    else found({ kind: "tombstone_not_in_trail", user_id: difference.user_id });
  }
  const erased = erasedParticipants(withdrawals);
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
