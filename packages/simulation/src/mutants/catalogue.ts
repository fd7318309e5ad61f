import { BATCH_MUTANTS } from "./batch-mutants.ts";
import { BUCKET_MUTANTS } from "./bucket-mutants.ts";
import { EVIDENCE_MUTANTS } from "./evidence-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { RULE_MUTANTS } from "./rule-mutants.ts";
import { TABLE_MUTANTS } from "./table-mutants.ts";

/** Every defect that the simulation has to find. None of them leaves the processor doing the right thing always. */
export const MUTANTS: readonly Mutant[] = [
  ...BUCKET_MUTANTS,
  ...EVIDENCE_MUTANTS,
  ...TABLE_MUTANTS,
  ...BATCH_MUTANTS,
  ...RULE_MUTANTS,
];
