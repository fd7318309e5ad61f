import { createWorkerPool, SimulationError, type WorkerPool } from "./workers/worker-pool.ts";

/** What happened in one schedule. */
export interface Explanation {
  readonly seed: number;
  /** What did not hold; `undefined` when all did. */
  readonly violation: string | undefined;
  /** Everything that happened, one line each, with the virtual time. */
  readonly history: readonly string[];
  /** For a failure: the same with as few messages and faults as still fail. */
  readonly minimal:
    | {
        readonly violation: string;
        readonly messages: number;
        readonly faults: number;
        readonly history: readonly string[];
      }
    | undefined;
}

/**
 * Runs the schedule of one seed again and tells what happened. If it fails, also tells the shortest history
 * that still fails.
 *
 * @param options.mutant - the name of a mutant whose defect the processor is run with.
 * @throws SimulationError when the processor asks for something that the simulation does not know.
 */
export async function replay(seed: number, { mutant }: { mutant?: string } = {}): Promise<Explanation> {
  await using pool = createWorkerPool(1);
  return await explain(pool, seed, mutant);
}

/** {@link replay} in a thread that is there. */
export async function explain(
  pool: WorkerPool,
  seed: number,
  mutant: string | undefined,
): Promise<Explanation> {
  let asked = false;
  let explanation: Explanation | undefined;
  await pool.work(
    () => {
      if (asked) return undefined;
      asked = true;
      return { kind: "explain", seed, mutant };
    },
    (result) => {
      if (result.kind !== "explained") return;
      const { history, violation, shrunk } = result;
      explanation = { seed, violation, history, minimal: shrunk };
    },
  );
  if (explanation === undefined) throw new SimulationError(`seed ${seed} was not run`);
  return explanation;
}
