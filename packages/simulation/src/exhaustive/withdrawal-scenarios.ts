import { userIdOf } from "../schedule/make-survey.ts";
import { firstSurvey, planned, type Scenario, type ScenarioWithdrawal, sentTimestamp } from "./scenario.ts";

const later = { ...firstSurvey, moment: 3 };
const neighbour = { ...firstSurvey, participant: 1 };
const malformed = { ...later, defect: "malformed" } as const;

const userId = userIdOf(firstSurvey.participant);

function withdraws(
  mode: ScenarioWithdrawal["mode"],
  deliveriesAfter: ScenarioWithdrawal["deliveriesAfter"] = [],
): ScenarioWithdrawal {
  // Where something is sent afterwards, it is sent in the very millisecond of the tombstone's time.
  const at = deliveriesAfter.length > 0 ? sentTimestamp(1) : sentTimestamp(10);
  return { userId, mode, at, deliveriesAfter };
}

/** Somebody withdraws at any moment of two surveys' deliveries. Most surveys are delivered twice. */
export const withdrawalScenarios: readonly Scenario[] = [
  {
    name: "kept, one survey before and one in its millisecond",
    messages: planned([firstSurvey, later]),
    deliveries: [["m1"], ["m1"]],
    withdrawals: [withdraws("keep", [["m2"], ["m2"]])],
  },
  {
    name: "kept twice, a batch of two",
    messages: planned([firstSurvey, later]),
    deliveries: [["m1", "m2"], ["m1"]],
    withdrawals: [withdraws("keep"), withdraws("keep")],
  },
  {
    name: "erased, one survey before and one after",
    messages: planned([firstSurvey, later]),
    deliveries: [["m1"], ["m1"]],
    withdrawals: [withdraws("erase", [["m2"]])],
  },
  {
    name: "erased, one survey and a malformed one",
    messages: planned([firstSurvey, malformed]),
    deliveries: [["m1", "m2"], ["m1"]],
    withdrawals: [withdraws("erase")],
  },
  {
    name: "erased, with a neighbour whose id begins with hers",
    messages: planned([firstSurvey, neighbour]),
    deliveries: [["m1"], ["m1"], ["m2"]],
    withdrawals: [withdraws("erase")],
  },
  {
    name: "kept, then erased",
    messages: planned([firstSurvey, later]),
    deliveries: [["m1"], ["m1"]],
    withdrawals: [withdraws("keep", [["m2"]]), withdraws("erase")],
  },
];
