import { type FaultKind, faultKinds } from "../faults/fault-kinds.ts";
import { type OutageFault, outageFaults } from "../faults/outage-faults.ts";
import { chance, logUniform, oneOf } from "./chance.ts";
import { type Defect, makeSurvey, type SurveyChoice } from "./make-survey.ts";
import type { PlannedMessage } from "./planned-message.ts";

/** What is decided before a schedule starts; all else is decided on the way, from the seed. Times in milliseconds. */
export interface Plan {
  readonly seed: number;
  readonly messages: readonly PlannedMessage[];
  readonly queue: QueueSettings;
  readonly faults: FaultSettings;
  /** The slowest that a step (a request's arrival, effect or reply) takes when nothing is wrong. */
  readonly slowestStep: number;
}

export interface QueueSettings {
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  readonly maxReceiveCount: number;
  /** How many messages may be received and not yet deleted; SQS allows 120,000 (a standard queue's quota). */
  readonly inFlightLimit: number;
  readonly redriveAfter15Days: boolean;
}

export interface FaultSettings {
  /** How likely a fault is where one may happen. */
  readonly rate: number;
  /** The kinds that may happen. A schedule with few of them goes deeper into each (swarm testing). */
  readonly enabled: ReadonlySet<FaultKind>;
  readonly outages: readonly Outage[];
  /** After this nothing goes wrong any more. */
  readonly until: number;
}

export interface Outage {
  readonly service: OutageFault["services"][number];
  readonly from: number;
  readonly to: number;
}

const defects = [
  "too_fast",
  "no_text",
  "too_fast, no_text",
  "failed_check",
  "unknown_questionnaire",
  "malformed",
  "not_json",
] as const satisfies readonly Defect[];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What infra/ gives a queue unless it is configured otherwise. */
const USUAL_MAX_RECEIVE_COUNT = 200;

/** Makes a schedule's plan from its seed alone. */
export function makePlan(seed: number): Plan {
  const fraction = (name: string) => chance(seed, name);
  const outages = planOutages(fraction);
  const lastOutage = Math.max(0, ...outages.map(({ to }) => to));
  return {
    seed,
    messages: planMessages(fraction, outages.length > 0 ? 2 : 5),
    queue: {
      batchSize: oneOf([1, 2, 3, 10], fraction("batch size")),
      maximumConcurrency: oneOf([1, 2, 2, 3, 4], fraction("concurrency")),
      maxReceiveCount:
        outages.length === 0 && fraction("few receives") < 0.12
          ? oneOf([1, 2, 3], fraction("receives"))
          : USUAL_MAX_RECEIVE_COUNT,
      inFlightLimit:
        fraction("limited") < 0.1 ? oneOf([1, 2, 3], fraction("limit")) : Number.POSITIVE_INFINITY,
      redriveAfter15Days: fraction("late redrive") < 0.3,
    },
    faults: {
      rate: oneOf([0, 0.03, 0.08, 0.2, 0.4], fraction("fault rate")),
      enabled: new Set(faultKinds.filter((kind) => fraction(`enabled ${kind}`) < 0.3)),
      outages,
      until: Math.max(10 * MINUTE, lastOutage),
    },
    slowestStep: oneOf([3, 30, 1 * SECOND], fraction("slowest step")),
  };
}

function planOutages(fraction: (name: string) => number): Outage[] {
  if (fraction("outage") >= 0.004) return [];
  const { services } = oneOf<OutageFault>(outageFaults, fraction("outage of"));
  const from = fraction("outage from") * SECOND;
  return services.map((service) => ({ service, from, to: from + 3 * HOUR }));
}

function planMessages(fraction: (name: string) => number, most: number): PlannedMessage[] {
  const count = 1 + Math.floor(most * fraction("messages") ** 1.4);
  // Sent in the same moment, or over some seconds or minutes.
  const spread = oneOf([1, 50, 5 * SECOND, 2 * MINUTE], fraction("spread"));
  const choices: SurveyChoice[] = [];
  const messages: PlannedMessage[] = [];
  for (let i = 1; i <= count; i++) {
    const of = (name: string) => fraction(`m${i} ${name}`);
    const choice = chooseSurvey(of, choices);
    choices.push(choice);
    messages.push({ id: `m${i}`, sentAfter: of("sent") * spread, ...makeSurvey(choice) });
  }
  return messages;
}

/**
 * A new survey, or one that relates to an earlier one. It can be a copy, a copy in another serialisation, or
 * a different survey with the same key.
 */
function chooseSurvey(of: (name: string) => number, before: readonly SurveyChoice[]): SurveyChoice {
  const kind = of("kind");
  const earlier = before[Math.floor(of("earlier") * before.length)];
  if (earlier !== undefined && kind < 0.25) return { ...earlier, reserialised: of("serialised") < 0.5 };
  const sameKey = earlier !== undefined && kind < 0.37;
  return {
    participant: sameKey ? earlier.participant : Math.floor(logUniform(1, 4, of("participant"))) - 1,
    moment: sameKey ? earlier.moment : Math.floor(of("moment") * 4),
    content: sameKey
      ? (earlier.content + 1 + Math.floor(of("content") * 3)) % 4
      : Math.floor(of("content") * 1.3),
    questionnaire: sameKey
      ? earlier.questionnaire
      : oneOf(["daily", "daily", "momentary@1", "momentary@2"] as const, of("questionnaire")),
    defect: of("flawed") < 0.75 ? "none" : oneOf(defects, of("defect")),
    reserialised: of("serialised") < 0.2,
  };
}
