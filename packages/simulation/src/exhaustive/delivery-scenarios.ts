import type { SurveyChoice } from "../schedule/make-survey.ts";
import { firstSurvey, planned, type Scenario } from "./scenario.ts";

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
/** Four handlers of one participant change each other's record in so many orders that three have to do. */
const mostlyAlone: Deliveries = { "three deliveries alone": [["m1"], ["m1"], ["m2"]] };
const changesOneRecord: ReadonlySet<string> = new Set([
  "same participant",
  "two questionnaires in one second",
]);
const twoBatches: Deliveries = {
  "two batches of both": [
    ["m1", "m2"],
    ["m1", "m2"],
  ],
};
const severalBatches: Deliveries = {
  ...twoBatches,
  "a batch of both, and each alone": [["m1", "m2"], ["m1"], ["m2"]],
};
/** A handler does two participants' surveys at once, in so many orders that two such handlers are too much. */
const oneBatch: Deliveries = { "a batch of both, and one alone": [["m1", "m2"], ["m1"]] };
/** Where it is not all of them: two questionnaires of one participant change the same record, as two seconds do. */
const batchesOf: Readonly<Record<string, Deliveries>> = {
  "different participants": oneBatch,
  "two questionnaires in one second": twoBatches,
};

/** Two surveys, most of them delivered twice, in every way in which they can be related. */
export const deliveryScenarios: readonly Scenario[] = Object.entries(secondSurveys).flatMap(
  ([name, second]) => {
    const messages = planned([firstSurvey, second]);
    const inBatches = batchesOf[name] ?? severalBatches;
    return Object.entries({
      ...(changesOneRecord.has(name) ? mostlyAlone : alone),
      ...inBatches,
    }).map(([how, deliveries]) => ({
      name: `${name}, ${how}`,
      messages,
      deliveries,
      withdrawals: [],
    }));
  },
);
