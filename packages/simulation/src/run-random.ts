import { type FaultKind, faultKinds, neverReached } from "./faults/fault-kinds.ts";
import { type Explanation, explain } from "./replay.ts";
import type { Job } from "./workers/job.ts";
import { createWorkerPool, type WorkerPool } from "./workers/worker-pool.ts";

export interface RandomOptions {
  /** How many schedules to run, one for each seed; 200,000 unless given or `minutes` is. */
  readonly schedules?: number;
  /** How long to run schedules instead. */
  readonly minutes?: number;
  /** The first seed; 1 unless given. The next schedule has the next seed. */
  readonly firstSeed?: number;
  /** Threads; as many as the machine has processors unless given. */
  readonly threads?: number;
  /** The name of a mutant whose defect the processor is run with. */
  readonly mutant?: string;
  /** Ends the run before its next few schedules. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RandomProgress) => void;
}

export interface RandomProgress {
  readonly schedules: number;
  /** How many there will be; `undefined` when the time decides. */
  readonly of: number | undefined;
  readonly seconds: number;
}

export interface RandomReport {
  readonly schedules: number;
  readonly steps: number;
  readonly seconds: number;
  /** How often each kind of fault was reached. */
  readonly faults: Readonly<Record<string, number>>;
  readonly neverReached: readonly FaultKind[];
  /** The failure with the smallest seed, made small. */
  readonly failure: Explanation | undefined;
  /** Nothing failed, and every kind of fault was reached. */
  readonly ok: boolean;
}

const USUAL_SCHEDULES = 200_000;
const CHUNK = 250;

/**
 * Runs schedules with one seed after the other until one fails, all are done or the time is used up.
 *
 * @throws SimulationError when the processor asks for something that the simulation does not know.
 * @example
 * const { ok, schedules, failure } = await runRandom({ schedules: 5_000 });
 */
export async function runRandom(options: RandomOptions = {}): Promise<RandomReport> {
  await using pool = createWorkerPool(options.threads);
  return await runRandomIn(pool, options);
}

/** {@link runRandom} in threads that are there. */
export async function runRandomIn(
  pool: WorkerPool,
  { schedules, minutes, firstSeed = 1, mutant, signal, onProgress }: RandomOptions,
): Promise<RandomReport> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1_000;
  const most = minutes === undefined ? (schedules ?? USUAL_SCHEDULES) : schedules;
  const faults = new Map<FaultKind, number>();
  let handedOut = 0;
  let ran = 0;
  let steps = 0;
  let failedSeed: number | undefined;

  const nextJob = (): Job | undefined => {
    const left = (most ?? Number.POSITIVE_INFINITY) - handedOut;
    const timeIsUp = minutes !== undefined && seconds() >= minutes * 60;
    if (left <= 0 || timeIsUp || failedSeed !== undefined) return undefined;
    const count = Math.min(CHUNK, left);
    const job: Job = {
      kind: "run",
      mutant,
      firstSeed: firstSeed + handedOut,
      schedules: count,
      onlyWithdrawals: false,
    };
    handedOut += count;
    return job;
  };
  await pool.work(
    nextJob,
    (result) => {
      if (result.kind !== "ran") return;
      ran += result.schedules;
      steps += result.steps;
      for (const [kind, count] of result.faults) faults.set(kind, (faults.get(kind) ?? 0) + count);
      if (result.failure !== undefined) {
        failedSeed = Math.min(failedSeed ?? Number.POSITIVE_INFINITY, result.failure.seed);
      }
      onProgress?.({ schedules: ran, of: most, seconds: seconds() });
    },
    signal,
  );

  const missing = neverReached(faults);
  return {
    schedules: ran,
    steps,
    seconds: seconds(),
    faults: Object.fromEntries(faultKinds.map((kind) => [kind, faults.get(kind) ?? 0])),
    neverReached: missing,
    failure: failedSeed === undefined ? undefined : await explain(pool, failedSeed, mutant),
    ok: failedSeed === undefined && missing.length === 0,
  };
}
