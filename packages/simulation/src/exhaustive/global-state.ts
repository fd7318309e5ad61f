import type { ReceivedMessage } from "../queue/survey-queue.ts";
import type { KnownWithdrawals } from "../withdraw/known-withdrawal.ts";
import { copyOf, type Storage } from "../world/storage.ts";
import type { Automata, EraserState, HandlerState } from "./automaton.ts";
import type { ProcessRequest } from "./process-request.ts";

/** A handler that runs, with the transactions that DynamoDB has begun for it. */
export interface RunningHandler {
  readonly state: HandlerState;
  /** Numbers of requests. */
  readonly begun: readonly number[];
  /** What each pause, by its number, waits for: items that another transaction held. */
  readonly met: ReadonlyMap<number, readonly string[]>;
}

/** A request whose process is dead or has turned away; it still takes effect. */
export interface OrphanedRequest {
  readonly request: ProcessRequest;
  readonly begun: boolean;
  /** Equal exactly for equal requests. */
  readonly name: string;
}

/** Everything that the future depends on. It never changes; a step makes another one. */
export interface GlobalState {
  readonly storage: Storage;
  /** The storage's contents as text. */
  readonly storageName: string;
  /** Items that transactions hold. */
  readonly held: readonly string[];
  readonly handlers: readonly RunningHandler[];
  readonly orphans: readonly OrphanedRequest[];
  /** Ids of messages that the queue still has. */
  readonly queued: readonly string[];
  /** How many of the scenario's withdrawals have happened. */
  readonly withdrawn: number;
  readonly known: KnownWithdrawals;
  /** The eraser, while it runs. */
  readonly eraser: EraserState | undefined;
  /** Whether the one fault there may be has happened. */
  readonly faultHappened: boolean;
}

/** Handlers about to begin. They are started one after the other, so that equal ones are the same. */
export async function startHandlers(
  batches: readonly (readonly ReceivedMessage[])[],
  automaton: Automata["handlers"],
): Promise<RunningHandler[]> {
  const started: RunningHandler[] = [];
  for (const batch of batches) {
    started.push({ state: await automaton.start(batch), begun: [], met: new Map() });
  }
  return started;
}

/** A state with other storage. */
export function withStorage(state: GlobalState, change: (storage: Storage) => void): GlobalState {
  const storage = copyOf(state.storage);
  change(storage);
  return { ...state, storage, storageName: storageName(storage) };
}

function storageName({ versions, erased, submissions, participants, deletedItems }: Storage): string {
  const sorted = (map: ReadonlyMap<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([versions, erased, submissions, participants, deletedItems].map(sorted));
}

/**
 * Makes names of states. Two names are equal exactly when their states have the same futures. Handlers of
 * equal batches that have got equal answers are interchangeable, so their order does not count.
 */
export function createStateNames(): (state: GlobalState) => string {
  const numbers = new Map<string, number>();
  const short = (text: string) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
  return ({ storageName, held, handlers, orphans, queued, withdrawn, known, eraser, faultHappened }) =>
    [
      short(storageName),
      short(held.toSorted().join()),
      handlers
        .map(({ state, begun }) => (begun.length === 0 ? `${state.id}` : `${state.id}b${begun.join("b")}`))
        .sort()
        .join(),
      orphans
        .map(({ name, begun }) => `${short(name)}${begun}`)
        .sort()
        .join(),
      queued.join(),
      withdrawn,
      [...known.values()].map(({ mode, hasReceipt }) => `${mode}${hasReceipt}`).join(),
      eraser?.id,
      faultHappened,
    ].join(" ");
}
