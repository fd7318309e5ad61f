import type { ProcessorCode } from "../function/processor-code.ts";
import type { ReceivedMessage } from "../queue/survey-queue.ts";
import type { Answer } from "../services/disturbance.ts";
import { type HandlerPosition, runScriptedHandler, type ScriptLine } from "./scripted-handler.ts";

/** A handler at one point of its way, which is determined by its batch and the answers it has got so far. */
export interface HandlerState {
  /** Different for different batches or answers. */
  readonly id: number;
  readonly batch: readonly ReceivedMessage[];
  readonly position: HandlerPosition;
  readonly script: readonly ScriptLine[];
}

/**
 * The real processor as an automaton. It sees the world only through answers, and has neither time nor chance
 * of its own, so the same answers in the same order always bring it to the same point. It needs to run once
 * for each sequence of answers, however many interleavings contain that sequence.
 */
export interface HandlerAutomaton {
  start(batch: readonly ReceivedMessage[]): Promise<HandlerState>;
  /** @param answerName - equal exactly for equal answers. */
  answered(
    state: HandlerState,
    request: number,
    answer: Answer,
    answerName: string,
  ): HandlerState | Promise<HandlerState>;
  /** How often the processor was run. */
  runs(): number;
}

export function createHandlerAutomaton(code: ProcessorCode): HandlerAutomaton {
  const known = new Map<string, HandlerState>();
  const run = async (name: string, batch: readonly ReceivedMessage[], script: readonly ScriptLine[]) => {
    const position = await runScriptedHandler(code, batch, script);
    const state: HandlerState = { id: known.size, batch, position, script };
    known.set(name, state);
    return state;
  };
  return {
    async start(batch) {
      const name = batch.map(({ planned }) => planned.id).join();
      return known.get(name) ?? (await run(name, batch, []));
    },
    answered(state, request, answer, answerName) {
      const name = `${state.id} ${request} ${answerName}`;
      return known.get(name) ?? run(name, state.batch, [...state.script, { request, answer }]);
    },
    runs: () => known.size,
  };
}
