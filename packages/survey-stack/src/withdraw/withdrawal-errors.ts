/** Thrown when somebody is to be withdrawn under an id that no participant can have. */
export class ParticipantIdError extends Error {
  override readonly name = "ParticipantIdError";
  readonly code = "PARTICIPANT_ID";

  constructor(user_id: string) {
    super(
      `${JSON.stringify(user_id)} is no participant's id. An id has 1 to 64 of A-Z a-z 0-9 _ -, and leading zeros matter. Nothing was changed.`,
    );
  }
}

/** Thrown when data are to be kept, or a participant is to take part again, after erasing has begun. */
export class EraseNotUndoneError extends Error {
  override readonly name = "EraseNotUndoneError";
  readonly code = "ERASE_NOT_UNDONE";

  constructor(user_id: string) {
    super(
      `The data of participant ${user_id} are being erased, or are erased. That cannot be undone. Nothing was changed.`,
    );
  }
}

/** Thrown when somebody else kept changing a tombstone. */
export class TombstoneChangedError extends Error {
  override readonly name = "TombstoneChangedError";
  readonly code = "TOMBSTONE_CHANGED";

  constructor(user_id: string) {
    super(
      `Somebody else keeps changing the record of participant ${user_id}. Look who it is, and run the command again.`,
    );
  }
}

/** Thrown when something of a participant is still found after it was deleted several times. */
export class NotVerifiedError extends Error {
  override readonly name = "NotVerifiedError";
  readonly code = "NOT_VERIFIED";

  constructor(user_ids: readonly string[]) {
    super(
      `Surveys keep turning up of ${user_ids.join(", ")}. Something puts them back. Find out what it is, and run the command again.`,
    );
  }
}
