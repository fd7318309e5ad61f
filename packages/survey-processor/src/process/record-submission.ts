import { isWithdrawn, type Submission, timeOfSubmission } from "@lab/survey-schema";
import { InconsistentTablesError, RecordingRefusedError } from "../errors/processor-errors.ts";
import { retryWhileBusy } from "../stores/retry-while-busy.ts";
import type { ParticipantState, Recording, Tables } from "../stores/stores.ts";
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
 * @param participant - What the participant's record said a moment ago, if there was one. It only saves a request.
 * @returns `duplicate` when the ledger had it already, `withdrawn` when the participant has withdrawn; nothing was changed then.
 * @throws InconsistentTablesError, RecordingRefusedError, StoreBusyError, UnreadableWithdrawalError; whatever the request throws.
 */
export async function recordSubmission(
  recording: Omit<Recording, "shape">,
  participant: ParticipantState | undefined,
  tables: Pick<Tables, "record">,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<"recorded" | "duplicate" | "withdrawn"> {
  const { submission, sentAt } = recording;
  let shape = shapeFor(submission, participant) ?? "newer";
  return await retryWhileBusy(
    "the submissions and participants tables",
    async () => {
      let result = await tables.record({ ...recording, shape }, signal);
      if (!result.recorded && onlyParticipantRefused(result)) {
        if (isWithdrawn(result.participant?.withdrawal, sentAt)) return "withdrawn";
        const other = shapeFor(submission, result.participant);
        if (other === undefined || other === shape) throw new InconsistentTablesError(submission.object_key);
        shape = other;
        result = await tables.record({ ...recording, shape }, signal);
      }
      if (result.recorded) return "recorded";
      // The ledger decides, whatever else objected: it has this submission, so it was counted.
      if (result.submissionCode === CONDITION_FAILED) return "duplicate";
      if (passing.has(result.submissionCode) && passing.has(result.participantCode)) return "busy";
      throw new RecordingRefusedError(result);
    },
    { clock, signal },
  );
}

/** The transaction for a participant who shows this; undefined when it shows the very submission. */
function shapeFor(
  submission: Submission,
  participant: ParticipantState | undefined,
): Recording["shape"] | undefined {
  const time = timeOfSubmission(submission);
  const shown = participant?.times.get(submission.questionnaire) ?? "";
  if (shown === time) return undefined;
  return shown < time ? "newer" : "older";
}

/** Only the participant's condition failed: it shows a time that the other shape is for, or has withdrawn. */
function onlyParticipantRefused(codes: { submissionCode: string; participantCode: string }): boolean {
  return codes.submissionCode === "None" && codes.participantCode === CONDITION_FAILED;
}
