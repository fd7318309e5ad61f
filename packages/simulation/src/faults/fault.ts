import type { Disturbance } from "../services/disturbance.ts";

/** Draws from 0 up to 1, and always the same for one name. */
export type Draw = (name: string) => number;

/** A kind of fault as its service's table has it. Without `befalls` it follows from other things, and is only counted. */
export interface Fault<Operation extends string = string> {
  readonly kind: string;
  /** The operations that it can befall. */
  readonly befalls?: readonly Operation[];
}

/** A fault that a request can meet. */
export interface RequestFault<Operation extends string = string> extends Fault<Operation> {
  readonly befalls: readonly Operation[];
  readonly disturb: (draw: Draw) => Disturbance;
}

type Befalling<Entry> = Extract<Entry, { readonly befalls: readonly string[] }>;

/** What an operation can meet, in the order of its service's table: the seed's draw counts on that order. */
export function faultsOf<Entry extends Fault>(
  operation: Befalling<Entry>["befalls"][number],
  table: readonly Entry[],
): Befalling<Entry>[] {
  return table.filter((fault): fault is Befalling<Entry> => fault.befalls?.includes(operation) === true);
}
