import type { RejectionReason } from "@lab/survey-schema";

/**
 * The outcome of sending one survey. Only `sent` means that the queue has it. Otherwise keep it on the
 * device.
 */
export type SendOutcome = SentOutcome | RefusedOutcome | FailedOutcome;

/** The queue confirmed this survey. It may have been sent before. The processor counts it once. */
export interface SentOutcome {
  readonly status: "sent";
  /** The SQS message id, by which the lab can find what became of it. */
  readonly messageId: string;
}

/** Not sent. It can never be sent as it is, because it is not JSON or not a well-formed survey. */
export interface RefusedOutcome {
  readonly status: "refused";
  readonly reasons: readonly RejectionReason[];
}

/** Not confirmed. It may have reached the queue nevertheless. Sending it again is harmless. */
export interface FailedOutcome {
  readonly status: "failed";
  readonly code: FailureCode;
  /** For a person: what went wrong and what may help. Holds no answers. */
  readonly message: string;
  /** Whether sending the same survey again, later, can succeed without anything being changed first. */
  readonly retryable: boolean;
  readonly cause?: unknown;
}

/**
 * - `network`: the queue could not be reached, or did not reply in time;
 * - `throttled`: too many requests for the moment;
 * - `configuration`: the client cannot send anything as it was made: no region, no credentials, or no queue URL; make it anew;
 * - `access_denied`: credentials that have expired, or may not send to this queue; or a clock that AWS does not accept;
 * - `queue_not_found`: there is no such queue in this region;
 * - `too_large`: larger than SQS takes (1 MiB);
 * - `unreadable`: the file is missing or cannot be read;
 * - `storage`: what became of the survey is known, and its file could not be removed or moved on the device;
 * - `aborted`: the caller's signal ended the sending;
 * - `service`: any other answer of SQS; `message` quotes it.
 */
export type FailureCode =
  | "network"
  | "throttled"
  | "configuration"
  | "access_denied"
  | "queue_not_found"
  | "too_large"
  | "unreadable"
  | "storage"
  | "aborted"
  | "service";

const retryable: Record<FailureCode, boolean> = {
  network: true,
  throttled: true,
  configuration: false,
  access_denied: false,
  queue_not_found: false,
  too_large: false,
  unreadable: false,
  storage: false,
  aborted: true,
  service: true,
};

export function failedOutcome(code: FailureCode, message: string, cause?: unknown): FailedOutcome {
  const outcome: FailedOutcome = { status: "failed", code, message, retryable: retryable[code] };
  return cause === undefined ? outcome : { ...outcome, cause };
}
