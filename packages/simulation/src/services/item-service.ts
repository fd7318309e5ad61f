import { readFaults, writeFaults } from "../faults/dynamo-faults.ts";
import type { World } from "../schedule/world.ts";
import type { BatchGet } from "../world/batch-get.ts";
import type { ItemDeletions, ItemPut, ItemRead } from "../world/item-requests.ts";
import { dynamoErrors } from "../world/service-errors.ts";
import { deleteItem, type ItemPlace, replaceItem } from "../world/tables.ts";
import type { ServiceRequest } from "./service-request.ts";
import type { TransactionService } from "./transaction-service.ts";

/** @param name - names this sending of the request among all. */
export function batchGetRequest(batchGet: BatchGet, name: string, world: World): ServiceRequest {
  const { storage, decisions, staleRecords } = world;
  let tries = 0;
  return {
    service: "dynamodb",
    label: `BatchGetItem ${batchGet.places.map(({ target }) => target).join(" ")}`,
    faults: readFaults,
    takeEffect() {
      const isLeftOut = leftOut(`${name} ${tries++}`, "dynamodb: keys left unprocessed", world);
      const read = ({ items, key }: ItemPlace) => {
        // Nobody says how old the answer of an eventually consistent read may be.
        const isStale = !batchGet.isConsistent && decisions.fraction(`${name} ${key} stale`) < 0.5;
        return isStale && staleRecords.has(key) ? staleRecords.get(key) : items(storage).get(key);
      };
      return { ok: batchGet.answer(read, isLeftOut) };
    },
  };
}

export function readRequest({ label, answer }: ItemRead, { storage }: World): ServiceRequest {
  return { service: "dynamodb", label, faults: readFaults, takeEffect: () => ({ ok: answer(storage) }) };
}

export function itemPutRequest(
  { place, item, condition, placeholders }: ItemPut,
  service: TransactionService,
  { storage, changed }: World,
): ServiceRequest {
  return {
    service: "dynamodb",
    label: `PutItem ${place.target}`,
    faults: writeFaults,
    takeEffect() {
      if (service.holds(place.target)) return { error: dynamoErrors.transactionConflict };
      if (!condition(place.items(storage).get(place.key), placeholders))
        return { error: dynamoErrors.conditionalCheckFailed };
      replaceItem(storage, place, item);
      changed();
      return { ok: {} };
    },
  };
}

/** @param name - names this sending of the request among all. */
export function deletionsRequest(
  { table, places, answer }: ItemDeletions,
  name: string,
  service: TransactionService,
  world: World,
): ServiceRequest {
  const { storage, changed } = world;
  let tries = 0;
  return {
    service: "dynamodb",
    label: `BatchWriteItem ${table}, ${places.length} deletions`,
    faults: writeFaults,
    takeEffect() {
      const tooBusy = leftOut(`${name} ${tries++}`, "dynamodb: deletions left unprocessed", world);
      const isLeftOut = (place: ItemPlace) => service.holds(place.target) || tooBusy(place);
      for (const place of places) if (!isLeftOut(place)) deleteItem(storage, place);
      changed();
      return { ok: answer(isLeftOut) };
    },
  };
}

/** Decides whether DynamoDB is too busy for a part of a request, and for which. */
function leftOut(
  name: string,
  kind: "dynamodb: keys left unprocessed" | "dynamodb: deletions left unprocessed",
  { decisions, tell }: World,
): (place: ItemPlace) => boolean {
  const fault = decisions.fault(`${name} left`, [{ kind }]);
  return ({ target }) => {
    if (fault === undefined || decisions.fraction(`${name} ${target} left`) >= 0.5) return false;
    decisions.reached(kind);
    tell?.(`${name}: ${kind}, ${target}`);
    return true;
  };
}
