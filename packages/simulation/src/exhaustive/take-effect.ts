import type { Answer } from "../services/disturbance.ts";
import { getAnswer, headAnswer, putObject, readObject } from "../world/object-store.ts";
import { readVersion } from "../world/object-versions.ts";
import { dynamoErrors, s3Errors, transactionCanceled } from "../world/service-errors.ts";
import { deleteItem, replaceItem } from "../world/tables.ts";
import { beginTransaction, commitTransaction } from "../world/transaction-engine.ts";
import { deleteObjects } from "../world/version-requests.ts";
import { type GlobalState, withStorage } from "./global-state.ts";
import type { ProcessRequest } from "./process-request.ts";

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
export function takeEffect(state: GlobalState, request: ProcessRequest, begun: boolean): Effect {
  const answered = (next: GlobalState, answerName: string, answer: Answer): Effect => ({
    state: next,
    answer,
    answerName,
    met: [],
  });
  const told = (answer: unknown) => answered(state, JSON.stringify(answer), { ok: answer });
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
      const object =
        request.kind === "get" && request.versionId !== undefined
          ? readVersion(state.storage, request.name, request.versionId)
          : readObject(state.storage, request.name);
      if (object === undefined) return answered(state, "404", { error: s3Errors.notFound });
      // An object's ETag differs whenever anything else of it does.
      return request.kind === "head"
        ? answered(state, `head ${object.etag}`, { ok: headAnswer(object) })
        : answered(state, `get ${object.etag}`, { ok: getAnswer(object) });
    }
    case "list":
      return told(request.listing.answer(state.storage));
    case "read records":
      return told(
        request.batchGet.answer(
          ({ items, key }) => items(state.storage).get(key),
          () => false,
        ),
      );
    case "read items":
      return told(request.read.answer(state.storage));
    case "delete objects": {
      const next = withStorage(state, (storage) => deleteObjects(storage, request.deletions, () => false));
      return answered(next, "deleted", { ok: {} });
    }
    case "put item": {
      const { place, item, condition, placeholders } = request.put;
      if (state.held.includes(place.target)) {
        return answered(state, "conflict", { error: dynamoErrors.transactionConflict });
      }
      if (!condition(place.items(state.storage).get(place.key), placeholders)) {
        return answered(state, "condition failed", { error: dynamoErrors.conditionalCheckFailed });
      }
      const next = withStorage(state, (storage) => replaceItem(storage, place, item));
      return answered(next, "put", { ok: {} });
    }
    case "delete items": {
      const isHeld = ({ target }: { readonly target: string }) => state.held.includes(target);
      const next = withStorage(state, (storage) => {
        for (const place of request.deletions.places) if (!isHeld(place)) deleteItem(storage, place);
      });
      return answered(next, "deleted", { ok: request.deletions.answer(isHeld) });
    }
    case "transaction":
      return begun ? commit(state, request.writes) : begin(state, request.writes);
    case "visibility change":
      return answered(state, "changed", { ok: {} });
    case "pause":
    case "deadline":
    case "wait":
      return answered(state, "time passed", { ok: undefined });
  }
}

/** By their names. The same few are met again and again. */
const refusals = new Map<string, Answer>();

type Writes = Extract<ProcessRequest, { kind: "transaction" }>["writes"];

function begin(state: GlobalState, writes: Writes): Effect {
  const held = new Set(state.held);
  const result = beginTransaction(state.storage, held, writes);
  if (result.begun) {
    return { state: { ...state, held: [...held] }, answer: undefined, answerName: "begun", met: [] };
  }
  const { objections } = result;
  const met = writes
    .map(({ target }) => target)
    .filter((_, i) => objections[i]?.code === "TransactionConflict");
  const answerName = JSON.stringify(objections);
  const answer = refusals.get(answerName) ?? { error: transactionCanceled(objections) };
  refusals.set(answerName, answer);
  return { state, answer, answerName, met };
}

function commit(state: GlobalState, writes: Writes): Effect {
  const held = new Set(state.held);
  const next = withStorage(state, (storage) => commitTransaction(storage, held, writes));
  return { state: { ...next, held: [...held] }, answer: { ok: {} }, answerName: "committed", met: [] };
}
