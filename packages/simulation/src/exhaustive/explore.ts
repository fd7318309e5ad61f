import { createAlwaysCheck } from "../check/always.ts";
import { type GroundTruth, groundTruth } from "../check/ground-truth.ts";
import { InvariantError } from "../check/invariant-error.ts";
import { checkFinalState } from "../check/reference-model.ts";
import type { SystemCode } from "../function/system-code.ts";
import type { KnownWithdrawals } from "../withdraw/known-withdrawal.ts";
import { emptyStorage } from "../world/storage.ts";
import { type Automata, createAutomata } from "./automaton.ts";
import { createStateNames, type GlobalState, startHandlers } from "./global-state.ts";
import { received, type Scenario, sentTimestamp } from "./scenario.ts";
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

/**
 * Takes every step that can follow in every state that can be reached, and checks the invariants in each.
 *
 * Two orders of steps that lead to the same storage, the same queue and the same answers to each handler have
 * the same futures, since a handler is a function of its answers (see `HandlerAutomaton`). So the orders form
 * a graph, in which every state is visited once, and their number is the number of paths through it. Nothing
 * is left out by this. The result is the same as going through all these orders one by one. A cycle would be
 * a survey that is delivered again for ever, which is a failure.
 */
export async function explore(code: SystemCode, scenario: Scenario): Promise<Exploration> {
  const automata = createAutomata(code);
  const handlerRuns = () => automata.handlers.runs() + automata.erasers.runs();
  const nameOf = createStateNames();
  const pathsFrom = new Map<string, bigint>();
  const path: string[] = [];
  const statesOnPath = new Set<string>();
  let steps = 0;

  const check = (state: GlobalState, before: GlobalState | undefined) => {
    let { known } = before ?? state;
    const truth: GroundTruth = {
      ...truthOf(scenario, known),
      get withdrawals() {
        return known;
      },
    };
    const always = createAlwaysCheck(truth);
    // The objects of the state before are checked again first, so that a change of an object is seen.
    if (before !== undefined && before.storage !== state.storage) always(before.storage, () => true);
    ({ known } = state);
    always(state.storage, (id) => state.queued.includes(id) || isToBeSent(id, state, scenario));
  };

  const visit = async (state: GlobalState): Promise<bigint> => {
    const name = nameOf(state);
    const known = pathsFrom.get(name);
    if (known !== undefined) return known;
    if (statesOnPath.has(name)) throw new InvariantError("a survey that comes again and again is never done");
    statesOnPath.add(name);
    const next = transitions(state, scenario, automata);
    if (next.length === 0) {
      if (state.queued.length > 0) throw new InvariantError(`${state.queued.join()} never leaves the queue`);
      checkFinalState(state.storage, truthOf(scenario, state.known));
    }
    let paths = next.length === 0 ? 1n : 0n;
    for (const { what, to } of next) {
      path.push(what);
      steps++;
      const reached = await to();
      const isLess = reached.queued.length < state.queued.length;
      if (reached.storage !== state.storage || reached.known !== state.known || isLess) check(reached, state);
      paths += await visit(reached);
      path.pop();
    }
    statesOnPath.delete(name);
    pathsFrom.set(name, paths);
    return paths;
  };

  const result = { scenario: scenario.name };
  try {
    const interleavings = await visit(await initialState(scenario, automata));
    return {
      ...result,
      interleavings,
      states: pathsFrom.size,
      steps,
      handlerRuns: handlerRuns(),
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
      handlerRuns: handlerRuns(),
      failure,
    };
  }
}

/** Every delivery about to begin, and nothing stored yet. */
export async function initialState(scenario: Scenario, { handlers }: Automata): Promise<GlobalState> {
  const batches = scenario.deliveries.map((ids) => received(scenario, ids));
  return {
    storage: emptyStorage(),
    storageName: "",
    held: [],
    handlers: await startHandlers(batches, handlers),
    orphans: [],
    queued: [...new Set(scenario.deliveries.flat())].sort(),
    withdrawn: 0,
    known: new Map(),
    eraser: undefined,
    faultHappened: false,
  };
}

function truthOf({ messages }: Scenario, withdrawals: KnownWithdrawals): GroundTruth {
  return groundTruth({
    messages,
    withdrawals,
    isBeyondTheGuarantee: () => false,
    sentAt: (id) => sentTimestamp(messages.findIndex((message) => message.id === id)),
  });
}

/** Whether a message is sent only after a withdrawal that has not happened yet. */
function isToBeSent(id: string, { withdrawn }: GlobalState, { withdrawals }: Scenario): boolean {
  return withdrawals.slice(withdrawn).some(({ deliveriesAfter }) => deliveriesAfter.flat().includes(id));
}
