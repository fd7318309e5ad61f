import { InvariantError } from "../check/invariant-error.ts";
import { isReplaced, newWithdrawal, withTombstone } from "../withdraw/known-withdrawal.ts";
import { PARTICIPANTS_TABLE } from "../world/storage.ts";
import type { Automata } from "./automaton.ts";
import { type GlobalState, type RunningHandler, startHandlers, withStorage } from "./global-state.ts";
import { describe } from "./process-request.ts";
import { received, type Scenario } from "./scenario.ts";
import { takeEffect } from "./take-effect.ts";
import { type Transition, whatMayBeLeft } from "./transition.ts";

/**
 * The scenario's next withdrawal, which can happen at any moment, except while a transaction has the record. What is sent after it is
 * delivered from then on. With `erase` the eraser begins.
 */
export function withdrawalSteps(state: GlobalState, scenario: Scenario, automata: Automata): Transition[] {
  const next = scenario.withdrawals[state.withdrawn];
  if (next === undefined) return [];
  const { userId, mode, at } = next;
  if (state.held.includes(`${PARTICIPANTS_TABLE} ${userId}`)) return [];
  const to = async (): Promise<GlobalState> => {
    const batches = next.deliveriesAfter.map((ids) => received(scenario, ids));
    const fresh = await startHandlers(batches, automata.handlers);
    const sent = next.deliveriesAfter.flat();
    const after = {
      ...state,
      withdrawn: state.withdrawn + 1,
      handlers: [...state.handlers, ...fresh],
      queued: [...new Set([...state.queued, ...sent])],
    };
    if (!isReplaced(state.known.get(userId), mode)) return after;
    const withdrawal = newWithdrawal(mode, at);
    return {
      ...withStorage(after, ({ participants }) =>
        participants.set(userId, withTombstone(userId, participants.get(userId), withdrawal)),
      ),
      known: new Map([...state.known, [userId, withdrawal]]),
      eraser: mode === "erase" ? await automata.erasers.start(userId) : undefined,
    };
  };
  return [{ what: `${userId} withdraws, ${mode}`, to }];
}

/**
 * What the eraser does next: a request takes effect and is answered, its wait ends, or it ends with a receipt. The one fault can also be
 * that it is killed. Then it is run again.
 *
 * The wait ends when no handler is left that has read the record before the tombstone, and nothing that such a handler put is still under
 * way. That is what waiting for the function's timeout and for a signature's life means.
 */
export function eraserSteps(state: GlobalState, { erasers }: Automata): Transition[] {
  const { eraser } = state;
  if (eraser === undefined) return [];
  const { task: userId, position } = eraser;
  if (position.ended !== undefined) {
    if (position.ended.result === undefined) throw new InvariantError("the eraser threw without a fault");
    return [{ what: "eraser: receipt", to: () => withReceipt(state, userId) }];
  }
  const found: Transition[] = [];
  for (const [number, request] of position.waitsFor) {
    if (request.kind === "wait" && !isQuiet(state, userId)) continue;
    const to = async () => {
      const { state: next, answer = { ok: undefined }, answerName } = takeEffect(state, request, false);
      return { ...next, eraser: await erasers.answered(eraser, number, answer, answerName) };
    };
    found.push({ what: `eraser: ${describe(request)}`, to });
  }
  if (state.faultHappened) return found;
  for (const orphans of whatMayBeLeft(position.waitsFor, [])) {
    const to = async () => ({
      ...state,
      faultHappened: true,
      eraser: await erasers.start(userId),
      orphans: [...state.orphans, ...orphans],
    });
    found.push({ what: `eraser: killed, leaving ${orphans.length} requests`, to });
  }
  return found;
}

function withReceipt(state: GlobalState, userId: string): GlobalState {
  const withdrawal = state.known.get(userId);
  if (withdrawal === undefined) throw new TypeError("a receipt of somebody who has not withdrawn");
  return {
    ...state,
    eraser: undefined,
    known: new Map([...state.known, [userId, { ...withdrawal, hasReceipt: true }]]),
  };
}

function isQuiet({ handlers, orphans }: GlobalState, userId: string): boolean {
  return (
    orphans.every(({ request }) => request.kind !== "put") &&
    handlers.every((handler) => !isUnaware(handler, userId))
  );
}

/** Whether a handler that has a survey of hers has read, and has not seen that she is to be erased. */
function isUnaware({ state: { task, position, script } }: RunningHandler, userId: string): boolean {
  if (!task.some(({ planned }) => planned.owner === userId)) return false;
  const reads = [...position.waitsFor.values()].some(({ kind }) => kind === "read records");
  // The read is the first request of a handler, and its answer the first that has an erasing tombstone in it.
  return !reads && !script.some(({ answer }) => JSON.stringify(answer).includes('"mode":"erase"'));
}
