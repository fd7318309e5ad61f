import type { ExpectedSubmission, PlannedMessage } from "../schedule/planned-message.ts";
import { type KnownWithdrawals, mustBeWithdrawn } from "../withdraw/known-withdrawal.ts";

/** What the simulation knows of every body that was sent. */
export interface GroundTruth {
  readonly messages: readonly PlannedMessage[];
  /** By body; absent for a body that is no valid survey. */
  readonly submissions: ReadonlyMap<string, ExpectedSubmission>;
  readonly withdrawals: KnownWithdrawals;
  /** Whether something happened after which more may be left of somebody erased than is guaranteed. */
  isBeyondTheGuarantee(): boolean;
  /** When the queue took a message, by id, in milliseconds since 1970. */
  sentAt(id: string): number;
}

export function groundTruth({ messages, ...others }: Omit<GroundTruth, "submissions">): GroundTruth {
  const submissions = new Map<string, ExpectedSubmission>();
  for (const { body, expected } of messages) {
    if (expected.verdict === "valid") submissions.set(body, expected);
  }
  return { messages, submissions, ...others };
}

/** Whether somebody may have had everything of theirs deleted. */
export function isErased(truth: GroundTruth, userId: string | undefined): boolean {
  return userId !== undefined && truth.withdrawals.get(userId)?.mode === "erase";
}

/** Whether a message has to end as withdrawn, if it has not ended otherwise before. */
export function isMessageWithdrawn(truth: GroundTruth, { id, owner }: PlannedMessage): boolean {
  return owner !== undefined && mustBeWithdrawn(truth.withdrawals.get(owner), truth.sentAt(id));
}
