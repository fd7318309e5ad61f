export {
  describeExhaustive,
  describeExplanation,
  describeExploration,
  describeMutant,
  describeMutants,
  describeProgress,
  describeRandom,
} from "./describe-report.ts";
export type { Exploration } from "./exhaustive/explore.ts";
export { FAULT_KINDS, type FaultKind } from "./faults/fault-kinds.ts";
export { MUTANTS } from "./mutants/catalogue.ts";
export { type Mutant, MutantError } from "./mutants/mutant.ts";
export { type Explanation, replay } from "./replay.ts";
export { type ExhaustiveOptions, type ExhaustiveReport, runExhaustive } from "./run-exhaustive.ts";
export { type MutantsOptions, type MutantsReport, type MutantVerdict, runMutants } from "./run-mutants.ts";
export { type RandomOptions, type RandomProgress, type RandomReport, runRandom } from "./run-random.ts";
export { SimulationError } from "./workers/worker-pool.ts";
