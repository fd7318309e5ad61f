import type { SQSBatchResponse } from "aws-lambda";
import type { ErasureReceipt } from "../erase/eraser-parts.ts";
import type { SystemCode } from "../function/system-code.ts";
import { TIME_LEFT, wireProcessor } from "../function/wire-processor.ts";
import { FUNCTION_TIMEOUT } from "../queue/queue-trigger.ts";
import { sqsRecordOf } from "../queue/sqs-record-of.ts";
import type { ReceivedMessage } from "../queue/survey-queue.ts";
import type { Answer } from "../services/disturbance.ts";
import { type Position, runScripted, type ScriptedParts, type ScriptLine } from "./scripted-process.ts";

/** A process at one point of its way, which is determined by its task and the answers it has got so far. */
export interface ProcessState<Task, Result> {
  /** Different for different tasks or answers. */
  readonly id: number;
  readonly task: Task;
  readonly position: Position<Result>;
  readonly script: readonly ScriptLine[];
}

/** A handler of a batch. */
export type HandlerState = ProcessState<readonly ReceivedMessage[], SQSBatchResponse>;
/** An eraser of a participant. */
export type EraserState = ProcessState<string, ErasureReceipt>;

/**
 * Real code as an automaton. It sees the world only through answers, and has neither time nor chance
 * of its own, so the same answers in the same order always bring it to the same point. It needs to run once
 * for each sequence of answers, however many interleavings contain that sequence.
 */
export interface Automaton<Task, Result> {
  start(task: Task): Promise<ProcessState<Task, Result>>;
  /** @param answerName - equal exactly for equal answers. */
  answered(
    state: ProcessState<Task, Result>,
    request: number,
    answer: Answer,
    answerName: string,
  ): ProcessState<Task, Result> | Promise<ProcessState<Task, Result>>;
  /** How often the code was run. */
  runs(): number;
}

/** The processor and the eraser. */
export interface Automata {
  readonly handlers: Automaton<readonly ReceivedMessage[], SQSBatchResponse>;
  readonly erasers: Automaton<string, ErasureReceipt>;
}

const senders = { mode: "trusted-app" } as const;

export function createAutomata(code: SystemCode): Automata {
  return {
    handlers: createAutomaton(
      (batch) => batch.map(({ planned }) => planned.id).join(),
      (batch, { sqs, s3, dynamodb, clock }) => {
        const parts = { s3, dynamodb, sqs, clock, senders, observer: silent };
        return wireProcessor(code, parts)(batch.map(sqsRecordOf), TIME_LEFT);
      },
    ),
    erasers: createAutomaton(
      (userId) => userId,
      (userId, { s3, dynamodb, clock, wait }) =>
        code.eraseParticipant(userId, {
          s3,
          dynamodb,
          senders,
          functionTimeout: FUNCTION_TIMEOUT,
          serviceTime: () => clock.now(),
          sleep: wait,
        }),
    ),
  };
}

const silent = { processed() {}, failed() {}, visibilityUnchanged() {} };

function createAutomaton<Task, Result>(
  taskName: (task: Task) => string,
  work: (task: Task, parts: ScriptedParts) => Promise<Result>,
): Automaton<Task, Result> {
  const known = new Map<string, ProcessState<Task, Result>>();
  const run = async (name: string, task: Task, script: readonly ScriptLine[]) => {
    const position = await runScripted((parts) => work(task, parts), script);
    const state: ProcessState<Task, Result> = { id: known.size, task, position, script };
    known.set(name, state);
    return state;
  };
  return {
    async start(task) {
      const name = taskName(task);
      return known.get(name) ?? (await run(name, task, []));
    },
    answered(state, request, answer, answerName) {
      const name = `${state.id} ${request} ${answerName}`;
      return known.get(name) ?? run(name, state.task, [...state.script, { request, answer }]);
    },
    runs: () => known.size,
  };
}
