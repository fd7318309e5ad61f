import { allMutants } from "./mutants/catalogue.ts";
import type { Job } from "./workers/job.ts";
import { createWorkerPool } from "./workers/worker-pool.ts";

export interface MutantsOptions {
  /** After how many schedules a mutant has survived; 20,000 unless given. */
  readonly most?: number;
  /** The first seed; 1 unless given. */
  readonly firstSeed?: number;
  /** Threads; as many as the machine has processors unless given. */
  readonly threads?: number;
  /** Ends the run before its next mutant. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (verdict: MutantVerdict) => void;
}

export interface MutantVerdict {
  readonly name: string;
  readonly defect: string;
  readonly killed: boolean;
  /** How many schedules it took, or how many it survived, those included in which it could not show. */
  readonly schedules: number;
  /** What the simulation found. */
  readonly violation: string | undefined;
}

export interface MutantsReport {
  /** In the order of the catalogue. */
  readonly mutants: readonly MutantVerdict[];
  readonly killed: number;
  /** Of the schedules it took to kill a mutant. */
  readonly medianSchedules: number;
  readonly seconds: number;
  /** Every mutant was killed. */
  readonly ok: boolean;
}

const USUAL_MOST = 20_000;

/**
 * Runs schedules with each mutant of the processor until one fails.
 *
 * @throws SimulationError when a mutant does not fit the processor's sources any more.
 */
export async function runMutants({
  most = USUAL_MOST,
  firstSeed = 1,
  threads,
  signal,
  onProgress,
}: MutantsOptions = {}): Promise<MutantsReport> {
  const started = performance.now();
  await using pool = createWorkerPool(threads);
  const verdicts = new Map<string, MutantVerdict>();
  const left = [...allMutants];
  await pool.work(
    (): Job | undefined => {
      const mutant = left.shift();
      if (mutant === undefined) return undefined;
      const { name, concernsWithdrawal: onlyWithdrawals } = mutant;
      return { kind: "run", mutant: name, firstSeed, schedules: most, onlyWithdrawals };
    },
    (result, job) => {
      const mutant = allMutants.find(({ name }) => name === job.mutant);
      if (result.kind !== "ran" || mutant === undefined) return;
      const { name, defect } = mutant;
      const { failure } = result;
      const verdict: MutantVerdict = {
        name,
        defect,
        killed: failure !== undefined,
        schedules: failure === undefined ? result.schedules : failure.seed - firstSeed + 1,
        violation: failure?.violation,
      };
      verdicts.set(name, verdict);
      onProgress?.(verdict);
    },
    signal,
  );
  const mutants = allMutants.flatMap(({ name }) => verdicts.get(name) ?? []);
  const killed = mutants.filter((verdict) => verdict.killed);
  return {
    mutants,
    killed: killed.length,
    medianSchedules: median(killed.map(({ schedules }) => schedules)),
    seconds: (performance.now() - started) / 1_000,
    ok: killed.length === allMutants.length,
  };
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return (lower + upper) / 2;
}
