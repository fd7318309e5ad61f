import { retryWhileBusy } from "../stores/retry-while-busy.ts";
import type { ParticipantRecords, ParticipantState } from "../stores/stores.ts";
import type { Clock } from "../time/clock.ts";

/**
 * Reads what the participants' records say before anything of theirs is stored. Whoever has withdrawn is known from then on. The
 * transaction's condition finds those who withdraw in between.
 *
 * @returns the participants who have a record.
 * @throws StoreBusyError; UnreadableWithdrawalError; whatever the request throws.
 */
export async function readParticipants(
  ids: readonly string[],
  records: ParticipantRecords,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<ReadonlyMap<string, ParticipantState>> {
  const participants = new Map<string, ParticipantState>();
  let left = ids;
  if (left.length === 0) return participants;
  return await retryWhileBusy(
    "the participants table",
    async () => {
      const { found, unread } = await records.participants(left, signal);
      for (const [id, participant] of found) participants.set(id, participant);
      left = unread;
      return left.length === 0 ? participants : "busy";
    },
    { clock, signal },
  );
}
