import type { Answer } from "../services/disturbance.ts";
import { getAnswer, headAnswer, putObject, readObject } from "../world/object-store.ts";
import { s3Errors, transactionCanceled } from "../world/service-errors.ts";
import { beginTransaction, commitTransaction } from "../world/transaction-engine.ts";
import { type GlobalState, withStorage } from "./global-state.ts";
import type { HandlerRequest } from "./scripted-handler.ts";

/** What a service's next step on a request leads to. */
export interface Effect {
  readonly state: GlobalState;
  /** `undefined` when the service has only begun with it. */
  readonly answer: Answer | undefined;
  /** Equal exactly for equal answers; for people, too. */
  readonly answerName: string;
  /** Items that another transaction held. */
  readonly met: readonly string[];
}

/**
 * Lets a service do its next step on a request. That is the whole request, or one of a transaction's two
 * phases.
 */
export function takeEffect(state: GlobalState, request: HandlerRequest, begun: boolean): Effect {
  const answered = (next: GlobalState, answerName: string, answer: Answer): Effect => ({
    state: next,
    answer,
    answerName,
    met: [],
  });
  switch (request.kind) {
    case "put": {
      if (request.put.ifNoneMatch && readObject(state.storage, request.put) !== undefined) {
        return answered(state, "412", { error: s3Errors.preconditionFailed });
      }
      const next = withStorage(state, (storage) => putObject(storage, request.put));
      return answered(next, "stored", { ok: { ETag: request.put.object.etag } });
    }
    case "head":
    case "get": {
      const object = readObject(state.storage, request.name);
      if (object === undefined) return answered(state, "404", { error: s3Errors.notFound });
      // An object's ETag differs whenever anything else of it does.
      return request.kind === "head"
        ? answered(state, `head ${object.etag}`, { ok: headAnswer(object) })
        : answered(state, `get ${object.etag}`, { ok: getAnswer(object) });
    }
    case "transaction":
      return begun ? commit(state, request.writes) : begin(state, request.writes);
    case "visibility change":
      return answered(state, "changed", { ok: {} });
    case "pause":
    case "deadline":
      return answered(state, "time passed", { ok: undefined });
  }
}

type Writes = Extract<HandlerRequest, { kind: "transaction" }>["writes"];

function begin(state: GlobalState, writes: Writes): Effect {
  const held = new Set(state.held);
  const result = beginTransaction(state.storage, held, writes);
  if (result.begun) {
    return { state: { ...state, held: [...held] }, answer: undefined, answerName: "begun", met: [] };
  }
  const { codes } = result;
  const met = writes.map(({ target }) => target).filter((_, i) => codes[i] === "TransactionConflict");
  return { state, answer: { error: transactionCanceled(codes) }, answerName: codes.join(), met };
}

function commit(state: GlobalState, writes: Writes): Effect {
  const held = new Set(state.held);
  const next = withStorage(state, (storage) => commitTransaction(storage, held, writes));
  return { state: { ...next, held: [...held] }, answer: { ok: {} }, answerName: "committed", met: [] };
}
