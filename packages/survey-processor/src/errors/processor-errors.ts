/** Thrown when a store kept answering with something that passes, until the attempts or the time were used up. */
export class StoreBusyError extends Error {
  override readonly name = "StoreBusyError";
  readonly code = "STORE_BUSY";
}

/**
 * Thrown when the participant already shows a submission that the ledger lacks. No run of the processor
 * produces that. A table was restored or edited without the other. Rebuild the tables from the surveys
 * bucket.
 */
export class InconsistentTablesError extends Error {
  override readonly name = "InconsistentTablesError";
  readonly code = "INCONSISTENT_TABLES";

  constructor(objectKey: string) {
    super(`the participant shows ${objectKey}, but the ledger has no such submission; rebuild the tables`);
  }
}

/** Thrown when the tables refused a transaction for a reason that does not pass by itself. */
export class RecordingRefusedError extends Error {
  override readonly name = "RecordingRefusedError";
  readonly code = "RECORDING_REFUSED";

  constructor({ submissionCode, participantCode }: { submissionCode: string; participantCode: string }) {
    super(
      `the transaction was cancelled: ${submissionCode} (submissions), ${participantCode} (participants)`,
    );
  }
}

/**
 * Thrown when a participant's record has a tombstone that no command of this version wrote. Nothing of the participant is stored until
 * somebody has looked at it. `lab-survey reconcile` names the record.
 */
export class UnreadableWithdrawalError extends Error {
  override readonly name = "UnreadableWithdrawalError";
  readonly code = "UNREADABLE_WITHDRAWAL";

  constructor() {
    super("the participant's record has a tombstone of unknown form; reconcile names the record");
  }
}

/** Thrown when the function is set up wrongly: a required environment variable is missing. */
export class ProcessorSettingsError extends Error {
  override readonly name = "ProcessorSettingsError";
  readonly code = "PROCESSOR_SETTINGS";
}

/** Thrown when the queue did not put off messages. They come back after its own visibility timeout. */
export class VisibilityUnchangedError extends Error {
  override readonly name = "VisibilityUnchangedError";
  readonly code = "VISIBILITY_UNCHANGED";

  constructor(codes: readonly string[]) {
    super(`SQS did not change the visibility of ${codes.length} messages: ${codes.join(", ")}`);
  }
}

/** Given as the reason when a batch's time is used up and what is left goes back to the queue. */
export class OutOfTimeError extends Error {
  override readonly name = "OutOfTimeError";
  readonly code = "OUT_OF_TIME";

  constructor() {
    super("the batch's time is used up; this message goes back to the queue");
  }
}

/** Every error of this package that a log may meet. Their messages hold ids and codes, never an answer. */
export type ProcessorError =
  | StoreBusyError
  | InconsistentTablesError
  | RecordingRefusedError
  | UnreadableWithdrawalError
  | ProcessorSettingsError
  | VisibilityUnchangedError
  | OutOfTimeError;
