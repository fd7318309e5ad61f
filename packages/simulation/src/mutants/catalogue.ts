import { batchMutants } from "./batch-mutants.ts";
import { bucketMutants } from "./bucket-mutants.ts";
import { eraserMutants } from "./eraser-mutants.ts";
import { evidenceMutants } from "./evidence-mutants.ts";
import type { Mutant, MutantsByFile } from "./mutant.ts";
import { questionnaireMutants } from "./questionnaire-mutants.ts";
import { ruleMutants } from "./rule-mutants.ts";
import { tableMutants } from "./table-mutants.ts";
import { withdrawalMutants } from "./withdrawal-mutants.ts";

/** Every defect that the simulation has to find. None of them leaves the processor and the eraser doing the right thing always. */
export const allMutants: readonly Mutant[] = [
  ...[bucketMutants, evidenceMutants, tableMutants, batchMutants, ruleMutants, questionnaireMutants].flatMap(
    (byFile) => mutantsOf(byFile, false),
  ),
  ...[withdrawalMutants, eraserMutants].flatMap((byFile) => mutantsOf(byFile, true)),
];

function mutantsOf(byFile: MutantsByFile, concernsWithdrawal: boolean): Mutant[] {
  return Object.entries(byFile).flatMap(([file, defects]) =>
    Object.entries(defects).map(([name, defect]) => ({ name, file, concernsWithdrawal, ...defect })),
  );
}
