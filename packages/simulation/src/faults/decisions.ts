import { chance } from "../schedule/chance.ts";
import type { Plan } from "../schedule/plan.ts";
import type { FaultKind } from "./fault-kinds.ts";

interface FaultOfKind {
  readonly kind: FaultKind;
}

/**
 * Decides, on the way, what goes wrong and how long things take. Every decision has a name that does not depend on the
 * other decisions, so that shrinking can take one away and leave the rest as it was.
 */
export interface Decisions {
  /** From 0 up to 1. */
  fraction(name: string): number;
  /** At most one of these faults happens here; `undefined` when nothing goes wrong. */
  fault<Fault extends FaultOfKind>(name: string, faults: readonly Fault[]): Fault | undefined;
  /** How long a step takes when nothing is wrong, in milliseconds. */
  stepTime(name: string): number;
  /** Counts a kind as reached. */
  reached(kind: FaultKind): void;
}

/** What shrinking leaves out of a schedule. */
export interface Omissions {
  /** Ids of messages that are not sent, and of withdrawals that do not happen. */
  readonly messages: ReadonlySet<string>;
  /** Names of faults that do not happen. */
  readonly faults: ReadonlySet<string>;
  /** Every step takes equally long. */
  readonly evenSteps: boolean;
}

export const nothingOmitted: Omissions = { messages: new Set(), faults: new Set(), evenSteps: false };

export interface DecisionLog {
  /** The name of every fault that was decided on. */
  readonly taken: string[];
  readonly reached: Map<FaultKind, number>;
}

const EVEN_STEP = 5;

/** @param hasHealed - says whether the time of faults is over. */
export function createDecisions(
  plan: Plan,
  omissions: Omissions,
  log: DecisionLog,
  hasHealed: () => boolean,
): Decisions {
  const { seed, slowestStep } = plan;
  const { rate, enabled } = plan.faults;
  return {
    fraction: (name) => chance(seed, name),
    fault(name, faults) {
      if (rate === 0 || hasHealed() || chance(seed, `fault? ${name}`) >= rate) return undefined;
      const fault = pick(faults, enabled, chance(seed, `fault: ${name}`));
      if (fault === undefined || omissions.faults.has(name)) return undefined;
      log.taken.push(name);
      return fault;
    },
    stepTime: (name) => (omissions.evenSteps ? EVEN_STEP : slowestStep ** chance(seed, `time of ${name}`)),
    reached(kind) {
      log.reached.set(kind, (log.reached.get(kind) ?? 0) + 1);
    },
  };
}

function pick<Fault extends FaultOfKind>(
  faults: readonly Fault[],
  enabled: ReadonlySet<FaultKind>,
  fraction: number,
): Fault | undefined {
  const possible = faults.filter(({ kind }) => enabled.has(kind));
  return possible[Math.floor(fraction * possible.length)];
}
