import type { Submission, Survey } from "@lab/survey-schema";
import { InconsistentTablesError, RecordingRefusedError } from "../errors/processor-errors.ts";
import { retryWhileBusy } from "../stores/retry-while-busy.ts";
import type { Recording, Tables } from "../stores/stores.ts";
import type { Clock } from "../time/clock.ts";

const CONDITION_FAILED = "ConditionalCheckFailed";

/**
 * Cancellation codes after which it is worth trying again (AWS SDK, `CancellationReason`): another transaction was at
 * the same item, or the table was throttled. A part whose code is `None`, or whose condition failed, is judged anew.
 */
const passing = new Set([
  "None",
  CONDITION_FAILED,
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
]);

/**
 * Counts a submission exactly once: in one transaction, its ledger item is put and the participant updated.
 *
 * @returns `duplicate` when the ledger had it already; nothing was changed then.
 * @throws InconsistentTablesError, RecordingRefusedError, StoreBusyError; whatever the request throws.
 */
export async function recordSubmission(
  survey: Survey,
  submission: Submission,
  tables: Tables,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<"recorded" | "duplicate"> {
  // What is shown only ever gets newer, so `newer` is tried first and, once it was refused, is refused for good.
  let shape: Recording["shape"] = "newer";
  return await retryWhileBusy(
    "the submissions and participants tables",
    async () => {
      let result = await tables.record({ survey, submission, shape }, signal);
      if (!result.recorded && refusedShape(result) && shape === "newer") {
        shape = "older";
        result = await tables.record({ survey, submission, shape }, signal);
      }
      if (result.recorded) return "recorded";
      // The ledger decides, whatever else objected: it has this submission, so it was counted.
      if (result.submissionCode === CONDITION_FAILED) return "duplicate";
      if (refusedShape(result)) throw new InconsistentTablesError(submission.object_key);
      if (passing.has(result.submissionCode) && passing.has(result.participantCode)) return "busy";
      throw new RecordingRefusedError(result);
    },
    { clock, signal },
  );
}

/** Only the participant's condition failed: it shows a time that the other shape of the transaction is for. */
function refusedShape(codes: { submissionCode: string; participantCode: string }): boolean {
  return codes.submissionCode === "None" && codes.participantCode === CONDITION_FAILED;
}
