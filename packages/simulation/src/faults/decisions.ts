import { chance } from "../schedule/chance.ts";
import type { Plan } from "../schedule/plan.ts";
import type { FaultKind } from "./fault-kinds.ts";

/**
 * Decides, on the way, what goes wrong and how long things take. Every decision has a name that does not depend on the
 * other decisions, so that shrinking can take one away and leave the rest as it was.
 */
export interface Decisions {
  /** From 0 up to 1. */
  fraction(name: string): number;
  /** At most one of these kinds of fault happens here; `undefined` when nothing goes wrong. */
  fault<Kind extends FaultKind>(name: string, kinds: readonly Kind[]): Kind | undefined;
  /** How long a step takes when nothing is wrong, in milliseconds. */
  stepTime(name: string): number;
  /** Counts a kind as reached. */
  reached(kind: FaultKind): void;
}

/** What shrinking leaves out of a schedule. */
export interface Omissions {
  /** Ids of messages that are not sent. */
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
    fault(name, kinds) {
      if (rate === 0 || hasHealed() || chance(seed, `fault? ${name}`) >= rate) return undefined;
      const kind = pick(kinds, enabled, chance(seed, `fault: ${name}`));
      if (kind === undefined || omissions.faults.has(name)) return undefined;
      log.taken.push(name);
      return kind;
    },
    stepTime: (name) => (omissions.evenSteps ? EVEN_STEP : slowestStep ** chance(seed, `time of ${name}`)),
    reached(kind) {
      log.reached.set(kind, (log.reached.get(kind) ?? 0) + 1);
    },
  };
}

function pick<Kind extends FaultKind>(
  kinds: readonly Kind[],
  enabled: ReadonlySet<FaultKind>,
  fraction: number,
): Kind | undefined {
  let count = 0;
  for (const kind of kinds) if (enabled.has(kind)) count++;
  let index = Math.floor(fraction * count);
  for (const kind of kinds) if (enabled.has(kind) && index-- === 0) return kind;
  return undefined;
}
