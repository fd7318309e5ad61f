import { createAlwaysCheck } from "../check/always.ts";
import { groundTruth } from "../check/ground-truth.ts";
import { InvariantError } from "../check/invariant-error.ts";
import { checkFinalState } from "../check/reference-model.ts";
import type { ProcessorCode } from "../function/processor-code.ts";
import type { ReceivedMessage } from "../queue/survey-queue.ts";
import { emptyStorage } from "../world/storage.ts";
import { createStateNames, type GlobalState } from "./global-state.ts";
import { createHandlerAutomaton } from "./handler-automaton.ts";
import type { Scenario } from "./scenarios.ts";
import { transitions } from "./transitions.ts";

export interface Exploration {
  readonly scenario: string;
  /** How many different orders of steps there are, from start to end, each with one fault or none. */
  readonly interleavings: bigint;
  /** How many states those orders pass through. Each was checked once. */
  readonly states: number;
  /** How many steps lead from one state to another. Each was taken once. */
  readonly steps: number;
  /** How often the real processor ran. */
  readonly handlerRuns: number;
  /** What did not hold, and the steps that lead there. */
  readonly failure: { readonly violation: string; readonly history: readonly string[] } | undefined;
}

const firstSent = Date.parse("2026-03-02T12:00:00Z");

/**
 * Takes every step that can follow in every state that can be reached, and checks the invariants in each.
 *
 * Two orders of steps that lead to the same storage, the same queue and the same answers to each handler have
 * the same futures, since a handler is a function of its answers (see `HandlerAutomaton`). So the orders form
 * a graph, in which every state is visited once, and their number is the number of paths through it. Nothing
 * is left out by this. The result is the same as going through all these orders one by one. A cycle would be
 * a survey that is delivered again for ever, which is a failure.
 */
export async function explore(code: ProcessorCode, scenario: Scenario): Promise<Exploration> {
  const truth = groundTruth(scenario.messages);
  const sentAt = (id: string) => sentTimestamp(scenario, id);
  const automaton = createHandlerAutomaton(code);
  const nameOf = createStateNames();
  const pathsFrom = new Map<string, bigint>();
  const path: string[] = [];
  const statesOnPath = new Set<string>();
  let steps = 0;

  const check = (state: GlobalState, before: GlobalState | undefined) => {
    const always = createAlwaysCheck(truth, sentAt);
    const isQueued = (id: string) => state.queued.includes(id);
    // The objects of the state before are checked again first, so that a change of an object is seen.
    if (before !== undefined && before.storage !== state.storage) always(before.storage, () => true);
    always(state.storage, isQueued);
  };

  const visit = async (state: GlobalState): Promise<bigint> => {
    const name = nameOf(state);
    const known = pathsFrom.get(name);
    if (known !== undefined) return known;
    if (statesOnPath.has(name)) throw new InvariantError("a survey that comes again and again is never done");
    statesOnPath.add(name);
    const next = transitions(state, automaton);
    if (next.length === 0) {
      if (state.queued.length > 0) throw new InvariantError(`${state.queued.join()} never leaves the queue`);
      checkFinalState(state.storage, truth, sentAt);
    }
    let paths = next.length === 0 ? 1n : 0n;
    for (const { what, to } of next) {
      path.push(what);
      steps++;
      const reached = await to();
      if (reached.storage !== state.storage || reached.queued.length < state.queued.length)
        check(reached, state);
      paths += await visit(reached);
      path.pop();
    }
    statesOnPath.delete(name);
    pathsFrom.set(name, paths);
    return paths;
  };

  const result = { scenario: scenario.name };
  try {
    const interleavings = await visit(await initialState(scenario, automaton.start));
    return {
      ...result,
      interleavings,
      states: pathsFrom.size,
      steps,
      handlerRuns: automaton.runs(),
      failure: undefined,
    };
  } catch (error) {
    if (!(error instanceof InvariantError)) throw error;
    const failure = { violation: error.message, history: [...path] };
    return {
      ...result,
      interleavings: 0n,
      states: pathsFrom.size,
      steps,
      handlerRuns: automaton.runs(),
      failure,
    };
  }
}

/** Every delivery about to begin, and nothing stored yet. */
export async function initialState(
  scenario: Scenario,
  start: (batch: readonly ReceivedMessage[]) => Promise<GlobalState["handlers"][number]["state"]>,
): Promise<GlobalState> {
  const { messages, deliveries } = scenario;
  const handlers = [];
  for (const ids of deliveries) {
    const batch = messages
      .filter(({ id }) => ids.includes(id))
      .map((planned) => ({
        planned,
        receiptHandle: planned.id,
        receiveCount: 1,
        sentTimestamp: sentTimestamp(scenario, planned.id),
      }));
    handlers.push({ state: await start(batch), begun: [], met: new Map() });
  }
  return {
    storage: emptyStorage(),
    storageName: "",
    held: [],
    handlers,
    orphans: [],
    queued: messages.map(({ id }) => id),
    faultHappened: false,
  };
}

/** When the queue took a message. Each comes a second after the one before, so that their times differ. */
function sentTimestamp({ messages }: Scenario, id: string): number {
  return firstSent + 1_000 * messages.findIndex((message) => message.id === id);
}
