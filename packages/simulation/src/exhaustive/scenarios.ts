import { makeSurvey, type SurveyChoice } from "../schedule/make-survey.ts";
import type { PlannedMessage } from "../schedule/planned-message.ts";

/** Two surveys, each delivered twice, all at once. */
export interface Scenario {
  readonly name: string;
  readonly messages: readonly PlannedMessage[];
  /** What each handler gets: ids of messages. */
  readonly deliveries: readonly (readonly string[])[];
}

const firstSurvey: SurveyChoice = {
  participant: 0,
  moment: 0,
  content: 0,
  questionnaire: "daily",
  defect: "none",
  reserialised: false,
};

const secondSurveys: Readonly<Record<string, SurveyChoice>> = {
  "same participant": { ...firstSurvey, moment: 3 },
  "different participants": { ...firstSurvey, participant: 1 },
  "same key, different answers": { ...firstSurvey, content: 1 },
  "same survey sent again": { ...firstSurvey, reserialised: true },
  "two questionnaires in one second": { ...firstSurvey, questionnaire: "momentary@2" },
  "one rejected": { ...firstSurvey, participant: 1, defect: "too_fast" },
};

type Deliveries = Readonly<Record<string, readonly (readonly string[])[]>>;

const alone: Deliveries = { "each delivery alone": [["m1"], ["m1"], ["m2"], ["m2"]] };
const severalBatches: Deliveries = {
  "two batches of both": [
    ["m1", "m2"],
    ["m1", "m2"],
  ],
  "a batch of both, and each alone": [["m1", "m2"], ["m1"], ["m2"]],
};
/** A handler does two participants' surveys at once, in so many orders that two such handlers are too much. */
const oneBatch: Deliveries = { "a batch of both, and one alone": [["m1", "m2"], ["m1"]] };

export const allScenarios: readonly Scenario[] = Object.entries(secondSurveys).flatMap(([name, second]) => {
  const messages = [firstSurvey, second].map((choice, index) => ({
    id: `m${index + 1}`,
    sentAfter: 0,
    ...makeSurvey(choice),
  }));
  const inBatches = name === "different participants" ? oneBatch : severalBatches;
  return Object.entries({ ...alone, ...inBatches }).map(([how, deliveries]) => ({
    name: `${name}, ${how}`,
    messages,
    deliveries,
  }));
});
