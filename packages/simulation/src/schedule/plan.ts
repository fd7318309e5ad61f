import type { Senders } from "@lab/survey-processor";
import { type FaultKind, faultKinds } from "../faults/fault-kinds.ts";
import { type OutageFault, outageFaults } from "../faults/outage-faults.ts";
import { BEYOND_THE_GUARANTEE } from "../faults/s3-faults.ts";
import type { PlannedWithdrawal } from "../withdraw/planned-withdrawal.ts";
import { chance, oneOf } from "./chance.ts";
import { planMessages } from "./plan-messages.ts";
import { planWithdrawals } from "./plan-withdrawals.ts";
import type { PlannedMessage } from "./planned-message.ts";

/** What is decided before a schedule starts; all else is decided on the way, from the seed. Times in milliseconds. */
export interface Plan {
  readonly seed: number;
  readonly messages: readonly PlannedMessage[];
  readonly withdrawals: readonly PlannedWithdrawal[];
  /** With whose credentials surveys are sent. */
  readonly senders: Senders;
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

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What infra/ gives a queue unless it is configured otherwise. */
const USUAL_MAX_RECEIVE_COUNT = 200;

/** For how long faults occur after the first withdrawal: the eraser waits, and then meets some. */
const ERASING = 22 * MINUTE;

/** Makes a schedule's plan from its seed alone. */
export function makePlan(seed: number): Plan {
  const fraction = (name: string) => chance(seed, name);
  const outages = planOutages(fraction);
  const lastOutage = Math.max(0, ...outages.map(({ to }) => to));
  const senders: Senders =
    fraction("senders") < 0.3 ? { mode: "per-participant", roleId: "AROAEXAMPLE" } : { mode: "trusted-app" };
  const messages = planMessages(fraction, outages.length > 0 ? 2 : 5, senders);
  const slowestStep = oneOf([3, 30, 1 * SECOND], fraction("slowest step"));
  const withdrawals = planWithdrawals(fraction, messages, slowestStep);
  const isBeyond = withdrawals.length > 0 && fraction("beyond the guarantee") < 0.08;
  return {
    seed,
    messages,
    withdrawals,
    senders,
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
      rate: isBeyond ? 0.4 : oneOf([0, 0.03, 0.08, 0.2, 0.4], fraction("fault rate")),
      enabled: isBeyond ? new Set([BEYOND_THE_GUARANTEE]) : enabledKinds(fraction, withdrawals.length > 0),
      outages,
      until: Math.max(withdrawals.length > 0 ? ERASING : 10 * MINUTE, lastOutage),
    },
    slowestStep,
  };
}

/** What withdrawing has to withstand before all. Where somebody withdraws, these are more likely. */
const againstWithdrawing: ReadonlySet<FaultKind> = new Set([
  "s3: put took effect late",
  "s3: deletion failed for some",
  "dynamodb: deletions left unprocessed",
  "dynamodb: keys left unprocessed",
  "dynamodb: request lost",
]);

function enabledKinds(fraction: (name: string) => number, withdraws: boolean): Set<FaultKind> {
  const isEnabled = (kind: FaultKind) =>
    fraction(`enabled ${kind}`) < (withdraws && againstWithdrawing.has(kind) ? 0.7 : 0.3);
  return new Set(faultKinds.filter((kind) => kind !== BEYOND_THE_GUARANTEE && isEnabled(kind)));
}

function planOutages(fraction: (name: string) => number): Outage[] {
  if (fraction("outage") >= 0.004) return [];
  const { services } = oneOf<OutageFault>(outageFaults, fraction("outage of"));
  const from = fraction("outage from") * SECOND;
  return services.map((service) => ({ service, from, to: from + 3 * HOUR }));
}
