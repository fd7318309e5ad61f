import type { ReceivedMessage } from "../queue/survey-queue.ts";
import { makeSurvey, type SurveyChoice } from "../schedule/make-survey.ts";
import type { PlannedMessage } from "../schedule/planned-message.ts";

/** Surveys and their deliveries, all at once, and who withdraws meanwhile. */
export interface Scenario {
  readonly name: string;
  readonly messages: readonly PlannedMessage[];
  /** What each handler gets: ids of messages. */
  readonly deliveries: readonly (readonly string[])[];
  /** One after the other, each at any moment. */
  readonly withdrawals: readonly ScenarioWithdrawal[];
}

export interface ScenarioWithdrawal {
  readonly userId: string;
  readonly mode: "keep" | "erase";
  /** The tombstone's time, in milliseconds since 1970. */
  readonly at: number;
  /** Deliveries of messages that are sent only after it. */
  readonly deliveriesAfter: readonly (readonly string[])[];
}

const firstSent = Date.parse("2026-03-02T12:00:00Z");

/** When the queue took the n-th message. Each comes a second after the one before, so that their times differ. */
export function sentTimestamp(index: number): number {
  return firstSent + 1_000 * index;
}

/** Some of a scenario's messages as one handler gets them. */
export function received({ messages }: Scenario, ids: readonly string[]): ReceivedMessage[] {
  return messages.flatMap((planned, index) =>
    ids.includes(planned.id)
      ? [{ planned, receiptHandle: planned.id, receiveCount: 1, sentTimestamp: sentTimestamp(index) }]
      : [],
  );
}

export const firstSurvey: SurveyChoice = {
  participant: 0,
  moment: 0,
  content: 0,
  questionnaire: "daily",
  defect: "none",
  reserialised: false,
};

/** Messages `m1`, `m2` and so on. */
export function planned(choices: readonly SurveyChoice[]): PlannedMessage[] {
  return choices.map((choice, index) => {
    const { names: owner, ...made } = makeSurvey(choice);
    return { id: `m${index + 1}`, sentAfter: 0, senderId: "AIDAEXAMPLE", owner, ...made };
  });
}
