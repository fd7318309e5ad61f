import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { type FaultyTransaction, transactionFaults } from "../faults/dynamo-faults.ts";
import type { World } from "../schedule/world.ts";
import { parseBatchGet } from "../world/batch-get.ts";
import { parseDeletions, parseGet, parseItemPut, parseQuery } from "../world/item-requests.ts";
import { parseTransaction, type Write } from "../world/transaction.ts";
import { UnsupportedRequestError } from "../world/unsupported-request-error.ts";
import { batchGetRequest, deletionsRequest, itemPutRequest, readRequest } from "./item-service.ts";
import type { Send, SendOptions } from "./sdk-client.ts";
import type { ServiceRequest } from "./service-request.ts";
import type { TransactionService } from "./transaction-service.ts";

const MAX_ATTEMPTS = 3;

/** A DynamoDB document client of one process; it knows exactly the commands that the processor and the eraser send. */
export function simulatedDynamo(
  send: Send,
  service: TransactionService,
  world: World,
): DynamoDBDocumentClient {
  const sendCommand = async (command: unknown, { abortSignal }: SendOptions = {}) => {
    const { label, make } = requestOf(command, service, world);
    return await send(make, label, MAX_ATTEMPTS, abortSignal);
  };
  return Object.assign(Object.create(DynamoDBDocumentClient.prototype), { send: sendCommand });
}

interface LabelledRequest {
  readonly label: string;
  /** @param sendName - names this sending of the request among all. */
  readonly make: (sendName: string) => ServiceRequest;
}

function requestOf(command: unknown, service: TransactionService, world: World): LabelledRequest {
  try {
    if (command instanceof TransactWriteCommand) {
      const writes = parseTransaction(command.input);
      const label = `TransactWriteItems ${writes.map(({ target }) => target).join(" + ")}`;
      // The SDK makes a token for each request and keeps it while it tries again.
      return { label, make: (token) => transactionRequest(writes, label, token, service) };
    }
    const labelled = (make: (sendName: string) => ServiceRequest) => ({ label: make("").label, make });
    if (command instanceof BatchGetCommand) {
      const batchGet = parseBatchGet(command.input);
      return labelled((name) => batchGetRequest(batchGet, name, world));
    }
    if (command instanceof GetCommand) {
      const read = parseGet(command.input);
      return labelled(() => readRequest(read, world));
    }
    if (command instanceof QueryCommand) {
      const read = parseQuery(command.input);
      return labelled(() => readRequest(read, world));
    }
    if (command instanceof PutCommand) {
      const put = parseItemPut(command.input);
      return labelled(() => itemPutRequest(put, service, world));
    }
    if (command instanceof BatchWriteCommand) {
      const deletions = parseDeletions(command.input);
      return labelled((name) => deletionsRequest(deletions, name, service, world));
    }
    throw new UnsupportedRequestError("the DynamoDB command", command);
  } catch (error) {
    world.giveUp(error);
    throw error;
  }
}

function transactionRequest(
  writes: readonly Write[],
  label: string,
  token: string,
  service: TransactionService,
): ServiceRequest {
  const transaction: FaultyTransaction = {
    size: writes.length,
    cancel: (code, index) => service.cancel(code, index, writes),
    rollBack: () => service.rollBack(token, writes),
  };
  return {
    service: "dynamodb",
    label,
    faults: transactionFaults.map(({ kind, disturb }) => ({
      kind,
      disturb: (draw) => disturb(draw, transaction),
    })),
    arrive: () => service.begin(token, writes),
    takeEffect: () => service.commit(token, writes),
  };
}
