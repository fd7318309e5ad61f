import type { GlobalState, OrphanedRequest } from "./global-state.ts";
import { describe, isChange, type ProcessRequest } from "./process-request.ts";

/** One thing that can happen next. */
export interface Transition {
  readonly what: string;
  readonly to: () => GlobalState | Promise<GlobalState>;
}

/**
 * Each request under way either never arrived or still takes effect. A request that was begun is always done.
 */
export function whatMayBeLeft(
  waitsFor: ReadonlyMap<number, ProcessRequest>,
  begun: readonly number[],
): OrphanedRequest[][] {
  let choices: OrphanedRequest[][] = [[]];
  for (const [number, request] of waitsFor) {
    if (!isChange(request)) continue;
    const orphan = { request, begun: begun.includes(number), name: describe(request) };
    const withIt = choices.map((choice) => [...choice, orphan]);
    choices = orphan.begun ? withIt : [...choices, ...withIt];
  }
  return choices;
}
