import type { Stack } from "../stack/stack.ts";
import type { Difference } from "./difference.ts";
import type { Note } from "./note.ts";

/** What a check needs, and where it says what it found. */
export interface Check {
  readonly stack: Stack;
  readonly signal: AbortSignal;
  /** Read and judge every body, also where nothing says that it changed. */
  readonly deep: boolean;
  readonly found: (difference: Difference) => void;
  readonly note: (note: Note) => void;
  /** Called as items and objects are read. */
  readonly onRead: (count: number) => void;
}
