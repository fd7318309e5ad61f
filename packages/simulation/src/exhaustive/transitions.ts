import { acknowledged } from "../queue/queue-trigger.ts";
import type { ReceivedMessage } from "../queue/survey-queue.ts";
import type { GlobalState, OrphanedRequest, RunningHandler } from "./global-state.ts";
import type { HandlerAutomaton } from "./handler-automaton.ts";
import type { HandlerRequest } from "./scripted-handler.ts";
import { takeEffect } from "./take-effect.ts";

/** One thing that can happen next. */
export interface Transition {
  readonly what: string;
  readonly to: () => GlobalState | Promise<GlobalState>;
}

/**
 * Everything that can happen next:
 *
 * - a service does its next step on a request, and its reply arrives. The reply concerns nobody but its
 *   handler, so it makes no difference to anybody else whether it arrives now or later, and the two are one
 *   step;
 * - a handler's answer takes effect. Messages that it acknowledges are deleted, and the rest is delivered
 *   again;
 * - the one fault: a handler is killed, or runs out of time, at any point, with each of its requests either never
 *   arriving or still taking effect at any time later. What the queue still has is delivered again.
 *
 * A handler that pauses because it met another transaction goes on once that one is done. A try that meets it again
 * changes nothing but the number of tries.
 */
export function transitions(state: GlobalState, automaton: HandlerAutomaton): Transition[] {
  const found: Transition[] = [];
  for (const handler of state.handlers) {
    const { ended, waitsFor } = handler.state.position;
    const name = nameOf(handler);
    if (ended !== undefined) {
      const deleted = ended.response === undefined ? [] : acknowledged(handler.state.batch, ended.response);
      found.push({ what: `${name}: answered`, to: () => end(state, handler, deleted, [], automaton) });
    }
    for (const [number, request] of waitsFor) {
      if (request.kind === "deadline") continue;
      if (request.kind === "pause" && handler.met.get(number)?.some((item) => state.held.includes(item))) {
        continue;
      }
      const what = `${name}: ${describe(request)}`;
      found.push({ what, to: () => goOn(state, handler, number, request, automaton) });
    }
    if (!state.faultHappened) found.push(...faults(state, handler, automaton));
  }
  for (const orphan of state.orphans) {
    found.push({ what: `orphan: ${orphan.name}`, to: () => orphanGoesOn(state, orphan) });
  }
  return found;
}

function goOn(
  state: GlobalState,
  handler: RunningHandler,
  number: number,
  request: HandlerRequest,
  automaton: HandlerAutomaton,
): GlobalState | Promise<GlobalState> {
  const effect = takeEffect(state, request, handler.begun.includes(number));
  const { answer } = effect;
  if (answer === undefined) {
    return replaced(effect.state, handler, { ...handler, begun: [...handler.begun, number] });
  }
  const begun = handler.begun.filter((other) => other !== number);
  const arrive = (next: RunningHandler["state"]) =>
    replaced(effect.state, handler, { state: next, begun, met: pausesAfter(handler, next, effect.met) });
  const next = automaton.answered(handler.state, number, answer, effect.answerName);
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

function faults(state: GlobalState, handler: RunningHandler, automaton: HandlerAutomaton): Transition[] {
  const found: Transition[] = [];
  const name = nameOf(handler);
  const faulty = { ...state, faultHappened: true };
  const { waitsFor } = handler.state.position;
  const deadline = [...waitsFor].find(([, { kind }]) => kind === "deadline");
  for (const orphans of whatMayBeLeft(handler)) {
    const left =
      orphans.length === 0 ? "" : `, leaving ${orphans.map((orphan) => orphan.name).join(" and ")}`;
    found.push({ what: `${name}: killed${left}`, to: () => end(faulty, handler, [], orphans, automaton) });
    if (deadline === undefined) continue;
    const to = async () => {
      const next = await automaton.answered(handler.state, deadline[0], { ok: undefined }, "time passed");
      const turnedAway = replaced(faulty, handler, { state: next, begun: [], met: new Map() });
      return { ...turnedAway, orphans: [...turnedAway.orphans, ...orphans] };
    };
    found.push({ what: `${name}: out of time${left}`, to });
  }
  return found;
}

/**
 * Each request under way either never arrived or still takes effect. A request that was begun is always done.
 */
function whatMayBeLeft({ state, begun }: RunningHandler): OrphanedRequest[][] {
  let choices: OrphanedRequest[][] = [[]];
  for (const [number, request] of state.position.waitsFor) {
    if (request.kind !== "put" && request.kind !== "transaction") continue;
    const orphan = { request, begun: begun.includes(number), name: describe(request) };
    const withIt = choices.map((choice) => [...choice, orphan]);
    choices = orphan.begun ? withIt : [...choices, ...withIt];
  }
  return choices;
}

async function end(
  state: GlobalState,
  handler: RunningHandler,
  deleted: readonly ReceivedMessage[],
  orphans: readonly OrphanedRequest[],
  automaton: HandlerAutomaton,
): Promise<GlobalState> {
  const queued = state.queued.filter((id) => deleted.every(({ planned }) => planned.id !== id));
  const again = handler.state.batch.filter(
    (message) => !deleted.includes(message) && queued.includes(message.planned.id),
  );
  const others = state.handlers.filter((other) => other !== handler);
  const redelivered = again.length === 0 ? [] : [await automaton.start(again)];
  return {
    ...state,
    queued,
    handlers: [...others, ...redelivered.map((next) => ({ state: next, begun: [], met: new Map() }))],
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
  return `handler of ${state.batch.map(({ planned }) => planned.id).join(" and ")}`;
}

function describe(request: HandlerRequest): string {
  switch (request.kind) {
    case "put":
      return `put ${request.put.bucket}/${request.put.key} ${request.put.object.body}`;
    case "head":
    case "get":
      return `${request.kind} ${request.name.key}`;
    case "transaction":
      return `transaction ${request.writes.map((write) => write.text()).join(" and ")}`;
    default:
      return request.kind;
  }
}
