import { explainFailure } from "../stack/failed-request.ts";
import type { Act } from "./act.ts";

/** Thrown when the trail cannot be written before an act. Nothing was changed then. */
export class AuditTrailError extends Error {
  override readonly name = "AuditTrailError";
  readonly code = "AUDIT_TRAIL";

  constructor(act: Act, cause: unknown) {
    super(
      `The audit trail cannot be written (${explainFailure(cause)}). So the ${act} did not begin, and nothing was changed. ` +
        "See that you may write to the audit bucket of the stack, and run the command again. docs/permissions.md says what is needed.",
      { cause },
    );
  }
}

/** Thrown when an act is done, and the trail does not know it. */
export class AuditNotEndedError extends Error {
  override readonly name = "AuditNotEndedError";
  readonly code = "AUDIT_NOT_ENDED";

  constructor(act: Act, cause: unknown) {
    super(
      `The ${act} is done, but the audit trail could not be told (${explainFailure(cause)}). The trail shows it as one that never ended. ` +
        "Nothing has to be done again for that. Write down elsewhere that it was done, and how many it concerned.",
      { cause },
    );
  }
}

/** Thrown when another entry than the one to be written lies under its key already. */
export class AuditEntryTakenError extends Error {
  override readonly name = "AuditEntryTakenError";
  readonly code = "AUDIT_ENTRY_TAKEN";

  constructor(key: string) {
    super(`the audit trail has another entry under ${key}`);
  }
}

/** Thrown when an object of the trail is nothing that these commands wrote, so that nobody can tell whether a participant has withdrawn. */
export class UnreadableAuditEntryError extends Error {
  override readonly name = "UnreadableAuditEntryError";
  readonly code = "UNREADABLE_AUDIT_ENTRY";

  constructor(key: string) {
    super(
      `The object ${key} of the audit bucket cannot be read as a copy of a tombstone. Somebody may have withdrawn there. ` +
        "Look at it, and at its versions, before data of this stack are restored.",
    );
  }
}
