import type { Exploration } from "../exhaustive/explore.ts";
import type { FaultKind } from "../faults/fault-kinds.ts";
import type { Shrunk } from "../schedule/shrink.ts";

/** What a worker is asked to do, with the processor as it is or with a mutant's defect. */
export type Job = { readonly mutant: string | undefined } & (
  | {
      readonly kind: "run";
      readonly firstSeed: number;
      readonly schedules: number;
      /** Passes over the seeds of schedules in which nobody withdraws. */
      readonly onlyWithdrawals: boolean;
    }
  | { readonly kind: "explain"; readonly seed: number }
  | { readonly kind: "explore"; readonly scenario: string }
);

/** A worker's answer to a job, in the order of the jobs. */
export type JobResult =
  | {
      readonly kind: "ran";
      /** How many schedules were run: fewer than asked for when one failed. */
      readonly schedules: number;
      readonly steps: number;
      readonly faults: ReadonlyMap<FaultKind, number>;
      /** The first seed that failed. */
      readonly failure: { readonly seed: number; readonly violation: string } | undefined;
    }
  | {
      readonly kind: "explained";
      /** The whole schedule. */
      readonly history: readonly string[];
      readonly violation: string | undefined;
      /** The failing schedule made small; `undefined` when it does not fail. */
      readonly shrunk: Shrunk | undefined;
    }
  | { readonly kind: "explored"; readonly exploration: Exploration };

/** A worker's message. It is the result of a job, or the error after which the worker cannot go on. */
export type WorkerMessage = { readonly result: JobResult } | { readonly error: string };
