import { DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { type FaultyTransaction, transactionFaults } from "../faults/dynamo-faults.ts";
import type { World } from "../schedule/world.ts";
import { parseTransaction, type Write } from "../world/transaction.ts";
import { UnsupportedRequestError } from "../world/unsupported-request-error.ts";
import type { Send, SendOptions } from "./sdk-client.ts";
import type { ServiceRequest } from "./service-request.ts";
import type { TransactionService } from "./transaction-service.ts";

const MAX_ATTEMPTS = 3;

/** A DynamoDB document client of one process; it knows exactly the command that the processor sends. */
export function simulatedDynamo(
  send: Send,
  service: TransactionService,
  world: World,
): DynamoDBDocumentClient {
  const sendCommand = async (command: unknown, { abortSignal }: SendOptions = {}) => {
    const writes = writesOf(command, world);
    const label = `TransactWriteItems ${writes.map(({ target }) => target).join(" + ")}`;
    // The SDK makes a token for each request and keeps it while it tries again.
    const make = (token: string) => transactionRequest(writes, label, token, service);
    return await send(make, label, MAX_ATTEMPTS, abortSignal);
  };
  return Object.assign(Object.create(DynamoDBDocumentClient.prototype), { send: sendCommand });
}

function writesOf(command: unknown, world: World): Write[] {
  try {
    if (command instanceof TransactWriteCommand) return parseTransaction(command.input);
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
