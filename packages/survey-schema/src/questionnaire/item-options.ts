import type { Condition } from "./condition.ts";
import type { Wording } from "./wording.ts";

/** Options that items of every kind have. */
export interface ItemOptions {
  /** A further text that helps to answer. */
  readonly help?: Wording;
  /** Whether it must be answered where it is shown. Default: true. */
  readonly required?: boolean;
  /** On which earlier answers it is shown. Default: always. */
  readonly showIf?: Condition;
}

/** Options under which every valid survey has an answer. */
export interface AlwaysOptions {
  readonly required?: true;
  readonly showIf?: never;
}

/** What items of every kind have, as data. */
export function common(label: Wording, { help, required = true, showIf }: ItemOptions) {
  return {
    label,
    ...(help !== undefined && { help }),
    required,
    ...(showIf !== undefined && { showIf }),
  };
}
