/** A defect, put into the processor's sources to see whether the simulation finds it. */
export interface Mutant {
  readonly name: string;
  /** What the defect does, for people. */
  readonly defect: string;
  /** The file, from `packages/`. */
  readonly file: string;
  readonly edits: readonly Edit[];
}

export interface Edit {
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
