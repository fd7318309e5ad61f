import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { ChangeMessageVisibilityBatchCommand } from "@aws-sdk/client-sqs";
import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { type BatchGet, parseBatchGet } from "../world/batch-get.ts";
import {
  type ItemDeletions,
  type ItemPut,
  type ItemRead,
  parseDeletions,
  parseGet as parseItemGet,
  parseItemPut,
  parseQuery,
} from "../world/item-requests.ts";
import { type Put, parseGet, parseObjectName, parsePut } from "../world/object-store.ts";
import type { ObjectName } from "../world/object-versions.ts";
import { parseTransaction, type Write } from "../world/transaction.ts";
import { UnsupportedRequestError } from "../world/unsupported-request-error.ts";
import {
  type Deletion,
  parseListing,
  parseObjectDeletions,
  type VersionListing,
} from "../world/version-requests.ts";

/** What a process waits for. */
export type ProcessRequest =
  | { readonly kind: "put"; readonly put: Put }
  | { readonly kind: "head"; readonly name: ObjectName }
  | { readonly kind: "get"; readonly name: ObjectName; readonly versionId: string | undefined }
  | { readonly kind: "list"; readonly listing: VersionListing }
  | { readonly kind: "delete objects"; readonly deletions: readonly Deletion[] }
  | { readonly kind: "read records"; readonly batchGet: BatchGet }
  | { readonly kind: "read items"; readonly read: ItemRead }
  | { readonly kind: "put item"; readonly put: ItemPut }
  | { readonly kind: "delete items"; readonly deletions: ItemDeletions }
  | { readonly kind: "transaction"; readonly writes: readonly Write[] }
  | { readonly kind: "visibility change" }
  /** A short wait before the next try. */
  | { readonly kind: "pause" }
  /** The time for the batch, or for something in it, being used up. */
  | { readonly kind: "deadline" }
  /** The eraser's wait for everything that was signed before the tombstone could be seen. */
  | { readonly kind: "wait" };

/** @throws UnsupportedRequestError for what the simulation does not know, and for a read that may be stale. */
export function requestOf(command: unknown): ProcessRequest {
  if (command instanceof PutObjectCommand) return { kind: "put", put: parsePut(command.input) };
  if (command instanceof HeadObjectCommand) return { kind: "head", name: parseObjectName(command.input) };
  if (command instanceof GetObjectCommand) return { kind: "get", ...parseGet(command.input) };
  if (command instanceof ListObjectVersionsCommand) {
    return { kind: "list", listing: parseListing(command.input) };
  }
  if (command instanceof DeleteObjectsCommand) {
    return { kind: "delete objects", deletions: parseObjectDeletions(command.input) };
  }
  if (command instanceof BatchGetCommand) {
    const batchGet = parseBatchGet(command.input);
    if (batchGet.isConsistent) return { kind: "read records", batchGet };
  }
  if (command instanceof GetCommand) return { kind: "read items", read: parseItemGet(command.input) };
  if (command instanceof QueryCommand) return { kind: "read items", read: parseQuery(command.input) };
  if (command instanceof PutCommand) return { kind: "put item", put: parseItemPut(command.input) };
  if (command instanceof BatchWriteCommand) {
    return { kind: "delete items", deletions: parseDeletions(command.input) };
  }
  if (command instanceof TransactWriteCommand) {
    return { kind: "transaction", writes: parseTransaction(command.input) };
  }
  if (command instanceof ChangeMessageVisibilityBatchCommand) return { kind: "visibility change" };
  throw new UnsupportedRequestError("the command", command);
}

/** Whether a request changes something, so that it counts also when nobody waits for it any more. */
export function isChange({ kind }: ProcessRequest): boolean {
  return ["put", "transaction", "delete objects", "put item", "delete items"].includes(kind);
}

const descriptions = new WeakMap<ProcessRequest, string>();

/** For people, and equal exactly for equal requests that change something. */
export function describe(request: ProcessRequest): string {
  const description = descriptions.get(request) ?? newDescription(request);
  descriptions.set(request, description);
  return description;
}

function newDescription(request: ProcessRequest): string {
  switch (request.kind) {
    case "put":
      return `put ${request.put.bucket}/${request.put.key} ${request.put.object.body}`;
    case "head":
    case "get":
      return `${request.kind} ${request.name.key}`;
    case "list":
      return request.listing.label;
    case "delete objects":
      return `delete ${request.deletions.map(({ key, versionId }) => `${key} ${versionId}`).join(", ")}`;
    case "read items":
      return request.read.label;
    case "put item":
      return `put item ${request.put.place.target} ${JSON.stringify(request.put.item)}`;
    case "delete items":
      return `delete items ${request.deletions.places.map(({ target }) => target).join(", ")}`;
    case "transaction":
      return `transaction ${request.writes.map((write) => write.text()).join(" and ")}`;
    default:
      return request.kind;
  }
}
