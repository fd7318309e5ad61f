import type { Exploration } from "./exhaustive/explore.ts";
import { allScenarios } from "./exhaustive/scenarios.ts";
import type { Job } from "./workers/job.ts";
import { createWorkerPool } from "./workers/worker-pool.ts";

export interface ExhaustiveOptions {
  /** Only scenarios whose name contains this; all unless given. */
  readonly scenario?: string;
  /** Threads; as many as the machine has processors unless given. */
  readonly threads?: number;
  /** The name of a mutant whose defect the processor is run with. */
  readonly mutant?: string;
  /** Ends the run before its next scenario. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (exploration: Exploration) => void;
}

export interface ExhaustiveReport {
  readonly scenarios: readonly Exploration[];
  /** How many orders of steps there are in all scenarios together. */
  readonly interleavings: bigint;
  readonly states: number;
  readonly seconds: number;
  /** Nothing failed anywhere. */
  readonly ok: boolean;
}

/**
 * Takes two surveys, most of them delivered twice, through every order of steps with one fault or none: a handler killed, or out of
 * time, at any point, or the eraser killed. In some scenarios a participant withdraws at any moment.
 *
 * @throws SimulationError when the processor asks for something that the simulation does not know.
 */
export async function runExhaustive({
  scenario = "",
  threads,
  mutant,
  signal,
  onProgress,
}: ExhaustiveOptions = {}): Promise<ExhaustiveReport> {
  const started = performance.now();
  await using pool = createWorkerPool(threads);
  const chosen = allScenarios.filter(({ name }) => name.includes(scenario));
  const left = [...chosen];
  const explored = new Map<string, Exploration>();
  await pool.work(
    (): Job | undefined => {
      const next = left.shift();
      return next && { kind: "explore", scenario: next.name, mutant };
    },
    (result) => {
      if (result.kind !== "explored") return;
      explored.set(result.exploration.scenario, result.exploration);
      onProgress?.(result.exploration);
    },
    signal,
  );
  const scenarios = chosen.flatMap(({ name }) => explored.get(name) ?? []);
  return {
    scenarios,
    interleavings: scenarios.reduce((sum, { interleavings }) => sum + interleavings, 0n),
    states: scenarios.reduce((sum, { states }) => sum + states, 0),
    seconds: (performance.now() - started) / 1_000,
    ok: scenarios.length > 0 && scenarios.every(({ failure }) => failure === undefined),
  };
}
