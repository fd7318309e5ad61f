import type { Stack } from "../stack/stack.ts";
import type { RebuildProblem } from "./rebuild-problem.ts";

export type RebuildStep = "ledger" | "surplus" | "participants";

/** What every part of the rebuilding works with. */
export interface RebuildContext {
  readonly stack: Stack;
  readonly signal: AbortSignal;
  readonly dryRun: boolean;
  readonly prune: boolean;
  /** Participants whose data are to be erased. Nothing of theirs is entered again. */
  readonly erased: ReadonlySet<string>;
  readonly problem: (problem: RebuildProblem) => void;
  readonly onProgress: (step: RebuildStep, done: number) => void;
}
