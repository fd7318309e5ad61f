/** A defect, put into the processor's sources to see whether the simulation finds it. */
export interface Mutant extends Defect {
  readonly name: string;
  /** The file, from `packages/`. */
  readonly file: string;
  /** Whether it only shows where somebody withdraws, so that other schedules need not be run. */
  readonly concernsWithdrawal: boolean;
}

/** Defects by the file, from `packages/`, and by the name of the mutant. */
export type MutantsByFile = Readonly<Record<string, Readonly<Record<string, Defect>>>>;

interface Defect {
  /** What it does, for people. */
  readonly defect: string;
  readonly edits: readonly Edit[];
}

interface Edit {
  /** Has to occur in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** Thrown when a mutant no longer fits the processor's sources. Adapt the mutant to the change. */
export class MutantError extends Error {
  override readonly name = "MutantError";
  readonly code = "MUTANT";
}

/**
 * Puts a mutant's edits into the source of its file.
 *
 * @throws MutantError when a text to replace does not occur exactly once.
 */
export function applyMutant(mutant: Mutant, source: string): string {
  return mutant.edits.reduce((text, { find, replace }) => {
    const occurrences = text.split(find).length - 1;
    if (occurrences !== 1) {
      throw new MutantError(`mutant "${mutant.name}": ${occurrences} × in ${mutant.file}, not once: ${find}`);
    }
    return text.replace(find, () => replace);
  }, source);
}
