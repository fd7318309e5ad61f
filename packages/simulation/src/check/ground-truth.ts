import type { ExpectedSubmission, PlannedMessage } from "../schedule/planned-message.ts";

/** What the simulation knows of every body that was sent. */
export interface GroundTruth {
  readonly messages: readonly PlannedMessage[];
  /** By body; absent for a body that is no valid survey. */
  readonly submissions: ReadonlyMap<string, ExpectedSubmission>;
}

export function groundTruth(messages: readonly PlannedMessage[]): GroundTruth {
  const submissions = new Map<string, ExpectedSubmission>();
  for (const { body, expected } of messages) {
    if (expected.verdict === "valid") submissions.set(body, expected);
  }
  return { messages, submissions };
}
