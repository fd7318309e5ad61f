import { makeSurvey, type SurveyChoice } from "../schedule/make-survey.ts";
import type { PlannedMessage } from "../schedule/planned-message.ts";

/** Two surveys, each delivered twice, all at once. */
export interface Scenario {
  readonly name: string;
  readonly messages: readonly PlannedMessage[];
  /** What each handler gets: ids of messages. */
  readonly deliveries: readonly (readonly string[])[];
}

const FIRST: SurveyChoice = { participant: 0, moment: 0, content: 0, defect: "none", reserialised: false };

const SECONDS: Readonly<Record<string, SurveyChoice>> = {
  "same participant": { ...FIRST, moment: 3 },
  "different participants": { ...FIRST, participant: 1 },
  "same key, different answers": { ...FIRST, content: 1 },
  "same survey sent again": { ...FIRST, reserialised: true },
  "one rejected": { ...FIRST, participant: 1, defect: "too_fast" },
};

type Deliveries = Readonly<Record<string, readonly (readonly string[])[]>>;

const ALONE: Deliveries = { "each delivery alone": [["m1"], ["m1"], ["m2"], ["m2"]] };
const IN_BATCHES: Deliveries = {
  "two batches of both": [
    ["m1", "m2"],
    ["m1", "m2"],
  ],
  "a batch of both, and each alone": [["m1", "m2"], ["m1"], ["m2"]],
};
/** A handler does two participants' surveys at once, in so many orders that two such handlers are too much. */
const ONE_BATCH: Deliveries = { "a batch of both, and one alone": [["m1", "m2"], ["m1"]] };

export const SCENARIOS: readonly Scenario[] = Object.entries(SECONDS).flatMap(([name, second]) => {
  const messages = [FIRST, second].map((choice, index) => ({
    id: `m${index + 1}`,
    sentAfter: 0,
    ...makeSurvey(choice),
  }));
  const inBatches = name === "different participants" ? ONE_BATCH : IN_BATCHES;
  return Object.entries({ ...ALONE, ...inBatches }).map(([how, deliveries]) => ({
    name: `${name}, ${how}`,
    messages,
    deliveries,
  }));
});
