import { acknowledged } from "../queue/queue-trigger.ts";
import type { ReceivedMessage } from "../queue/survey-queue.ts";
import type { Automata } from "./automaton.ts";
import { eraserSteps, withdrawalSteps } from "./erasing-transitions.ts";
import {
  type GlobalState,
  type OrphanedRequest,
  type RunningHandler,
  startHandlers,
} from "./global-state.ts";
import { describe, type ProcessRequest } from "./process-request.ts";
import type { Scenario } from "./scenario.ts";
import { takeEffect } from "./take-effect.ts";
import { type Transition, whatMayBeLeft } from "./transition.ts";

/**
 * Everything that can happen next:
 *
 * - a service does its next step on a request, and its reply arrives. The reply concerns nobody but its
 *   handler, so it makes no difference to anybody else whether it arrives now or later, and the two are one
 *   step;
 * - a handler's answer takes effect. Messages that it acknowledges are deleted, and the rest is delivered
 *   again;
 * - the one fault: a handler is killed, or runs out of time, at any point, with each of its requests either never
 *   arriving or still taking effect at any time later. What the queue still has is delivered again;
 * - a participant withdraws, and the eraser goes on (see {@link eraserSteps}).
 *
 * A handler that pauses because it met another transaction goes on once that one is done. A try that meets it again
 * changes nothing but the number of tries.
 */
export function transitions(state: GlobalState, scenario: Scenario, automata: Automata): Transition[] {
  const found: Transition[] = [];
  for (const handler of state.handlers) {
    const { ended, waitsFor } = handler.state.position;
    const name = nameOf(handler);
    if (ended !== undefined) {
      const deleted = ended.result === undefined ? [] : acknowledged(handler.state.task, ended.result);
      found.push({ what: `${name}: answered`, to: () => end(state, handler, deleted, [], automata) });
    }
    for (const [number, request] of waitsFor) {
      if (request.kind === "deadline") continue;
      if (request.kind === "pause" && handler.met.get(number)?.some((item) => state.held.includes(item))) {
        continue;
      }
      const what = `${name}: ${describe(request)}`;
      found.push({ what, to: () => goOn(state, handler, number, request, automata) });
    }
    if (!state.faultHappened) found.push(...faults(state, handler, automata));
  }
  for (const orphan of state.orphans) {
    found.push({ what: `orphan: ${orphan.name}`, to: () => orphanGoesOn(state, orphan) });
  }
  found.push(...withdrawalSteps(state, scenario, automata), ...eraserSteps(state, automata));
  return found;
}

function goOn(
  state: GlobalState,
  handler: RunningHandler,
  number: number,
  request: ProcessRequest,
  automata: Automata,
): GlobalState | Promise<GlobalState> {
  const effect = takeEffect(state, request, handler.begun.includes(number));
  const { answer } = effect;
  if (answer === undefined) {
    return replaced(effect.state, handler, { ...handler, begun: [...handler.begun, number] });
  }
  const begun = handler.begun.filter((other) => other !== number);
  const arrive = (next: RunningHandler["state"]) =>
    replaced(effect.state, handler, { state: next, begun, met: pausesAfter(handler, next, effect.met) });
  const next = automata.handlers.answered(handler.state, number, answer, effect.answerName);
  return next instanceof Promise ? next.then(arrive) : arrive(next);
}

/** A pause that is new after a conflict waits for what was in conflict. */
function pausesAfter(
  { state, met }: RunningHandler,
  next: RunningHandler["state"],
  items: readonly string[],
): RunningHandler["met"] {
  if (items.length === 0) return met;
  const before = state.position.waitsFor;
  const fresh = [...next.position.waitsFor].filter(
    ([number, { kind }]) => kind === "pause" && !before.has(number),
  );
  return new Map([...met, ...fresh.map(([number]) => [number, items] as const)]);
}

function faults(state: GlobalState, handler: RunningHandler, automata: Automata): Transition[] {
  const found: Transition[] = [];
  const name = nameOf(handler);
  const faulty = { ...state, faultHappened: true };
  const { waitsFor } = handler.state.position;
  const deadline = [...waitsFor].find(([, { kind }]) => kind === "deadline");
  for (const orphans of whatMayBeLeft(waitsFor, handler.begun)) {
    const left =
      orphans.length === 0 ? "" : `, leaving ${orphans.map((orphan) => orphan.name).join(" and ")}`;
    found.push({ what: `${name}: killed${left}`, to: () => end(faulty, handler, [], orphans, automata) });
    if (deadline === undefined) continue;
    const to = async () => {
      const next = await automata.handlers.answered(
        handler.state,
        deadline[0],
        { ok: undefined },
        "time passed",
      );
      const turnedAway = replaced(faulty, handler, { state: next, begun: [], met: new Map() });
      return { ...turnedAway, orphans: [...turnedAway.orphans, ...orphans] };
    };
    found.push({ what: `${name}: out of time${left}`, to });
  }
  return found;
}

async function end(
  state: GlobalState,
  handler: RunningHandler,
  deleted: readonly ReceivedMessage[],
  orphans: readonly OrphanedRequest[],
  automata: Automata,
): Promise<GlobalState> {
  const queued = state.queued.filter((id) => deleted.every(({ planned }) => planned.id !== id));
  const again = handler.state.task.filter(
    (message) => !deleted.includes(message) && queued.includes(message.planned.id),
  );
  const others = state.handlers.filter((other) => other !== handler);
  const redelivered = await startHandlers(again.length === 0 ? [] : [again], automata.handlers);
  return {
    ...state,
    queued,
    handlers: [...others, ...redelivered],
    orphans: [...state.orphans, ...orphans],
  };
}

function orphanGoesOn(state: GlobalState, orphan: OrphanedRequest): GlobalState {
  const { state: next, answer } = takeEffect(state, orphan.request, orphan.begun);
  const others = state.orphans.filter((other) => other !== orphan);
  return { ...next, orphans: answer === undefined ? [...others, { ...orphan, begun: true }] : others };
}

function replaced(state: GlobalState, old: RunningHandler, next: RunningHandler): GlobalState {
  return { ...state, handlers: state.handlers.map((handler) => (handler === old ? next : handler)) };
}

function nameOf({ state }: RunningHandler): string {
  return `handler of ${state.task.map(({ planned }) => planned.id).join(" and ")}`;
}
