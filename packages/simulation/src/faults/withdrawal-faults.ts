import type { Fault } from "./fault.ts";

/** What can happen to a withdrawal. The operator decides on it. */
export const withdrawalFaults = [
  { kind: "withdrawal: written twice" },
  { kind: "withdrawal: kept, then erased" },
  { kind: "withdrawal: met a transaction" },
  { kind: "eraser: run again" },
  { kind: "reconcile: named what a function left that stood still for longer than the wait" },
] as const satisfies readonly Fault[];
