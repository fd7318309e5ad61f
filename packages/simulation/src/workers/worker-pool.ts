import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Job, JobResult, WorkerMessage } from "./job.ts";

/** Thrown when a worker could not do its job: a gap in the simulation or a mutant that does not fit, not a finding. */
export class SimulationError extends Error {
  override readonly name = "SimulationError";
  readonly code = "SIMULATION";
}

/** Threads that run schedules. Disposing of the pool ends them, whatever they are at. */
export interface WorkerPool extends AsyncDisposable {
  readonly size: number;
  /**
   * Does one job after the other in every thread, for as long as there are some.
   *
   * @param nextJob - gives the next job, or `undefined` when there is no more.
   * @param signal - ends the work before the next job.
   * @throws SimulationError; the signal's reason.
   */
  work(
    nextJob: () => Job | undefined,
    done: (result: JobResult, job: Job) => void,
    signal?: AbortSignal,
  ): Promise<void>;
}

/** @param threads - as many as the machine has processors unless given. */
export function createWorkerPool(threads: number = availableParallelism()): WorkerPool {
  const workers = Array.from({ length: threads }, () => new Worker(new URL("./worker.ts", import.meta.url)));
  return {
    size: threads,
    async work(nextJob, done, signal) {
      const oneAfterTheOther = async (worker: Worker) => {
        for (let job = nextJob(); job !== undefined; job = nextJob()) {
          const answered = once(worker, "message");
          worker.postMessage(job);
          const [message]: [WorkerMessage] = await answered.then(([first]) => [first]);
          if ("error" in message) throw new SimulationError(message.error);
          signal?.throwIfAborted();
          done(message.result, job);
        }
      };
      await Promise.all(workers.map(oneAfterTheOther));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
