import type { Difference, Note } from "@lab/survey-stack";
import type { Tampering } from "./tampering.ts";

/** What reconciling has to find of a corruption. */
export interface Expected {
  /** Differences that both modes have to find. */
  readonly found?: readonly Difference[];
  /** Differences that only `--deep` promises. */
  readonly deep?: readonly Difference[];
  /** Notes that both modes have to tell. */
  readonly notes?: readonly Note[];
  /** Notes that only `--deep` promises. */
  readonly deepNotes?: readonly Note[];
}

/** Something that was changed behind the processor's back. */
export interface Corruption {
  /** As docs/reliability.md lists it. */
  readonly name: string;
  /** Which mode the page promises it of; a note is no difference. */
  readonly foundBy: "both" | "deep" | "note" | "deep note";
  readonly corrupt: (tampering: Tampering) => Promise<Expected>;
}
