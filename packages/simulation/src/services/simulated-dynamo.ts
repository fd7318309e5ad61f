import { DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { FaultKind } from "../faults/fault-kinds.ts";
import { logUniform } from "../schedule/chance.ts";
import type { World } from "../schedule/world.ts";
import { dynamoErrors, wireErrors } from "../world/service-errors.ts";
import { parseTransaction, type Write } from "../world/transaction.ts";
import type { CancellationCode } from "../world/transaction-engine.ts";
import { UnsupportedRequestError } from "../world/unsupported-request-error.ts";
import type { Disturbance } from "./disturbance.ts";
import type { Send, SendOptions } from "./sdk-client.ts";
import type { ServiceRequest } from "./service-request.ts";
import type { TransactionService } from "./transaction-service.ts";

/** Reasons that may cancel a transaction although no other request is under way. */
const cancellations = {
  "dynamodb: cancelled, TransactionConflict": "TransactionConflict",
  "dynamodb: cancelled, ThrottlingError": "ThrottlingError",
  "dynamodb: cancelled, ProvisionedThroughputExceeded": "ProvisionedThroughputExceeded",
  "dynamodb: cancelled, ItemCollectionSizeLimitExceeded": "ItemCollectionSizeLimitExceeded",
  "dynamodb: cancelled, ValidationError": "ValidationError",
} as const satisfies Partial<Record<FaultKind, CancellationCode>>;

const faults = [
  "dynamodb: cancelled, TransactionConflict",
  "dynamodb: cancelled, ThrottlingError",
  "dynamodb: cancelled, ProvisionedThroughputExceeded",
  "dynamodb: cancelled, ItemCollectionSizeLimitExceeded",
  "dynamodb: cancelled, ValidationError",
  "dynamodb: throttled",
  "dynamodb: internal server error",
  "dynamodb: internal server error after the commit",
  "dynamodb: request lost",
  "dynamodb: reply lost",
  "dynamodb: transaction began late",
  "dynamodb: transaction committed late",
  "dynamodb: transaction given up late",
] as const satisfies readonly FaultKind[];

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
  return {
    service: "dynamodb",
    label,
    faults,
    disturbance(kind, fraction) {
      if (isCancellation(kind)) {
        const index = Math.floor(fraction("which write") * (writes.length + 1));
        return { insteadOfEffect: () => service.cancel(cancellations[kind], index, writes) };
      }
      if (kind === "dynamodb: transaction given up late") {
        const takesEffectLate = logUniform(100, 60_000, fraction("late by"));
        return { takesEffectLate, rollBack: () => service.rollBack(token, writes) };
      }
      return disturbance(kind, fraction);
    },
    arrive: () => service.begin(token, writes),
    takeEffect: () => service.commit(token, writes),
  };
}

function isCancellation(kind: FaultKind): kind is keyof typeof cancellations {
  return kind in cancellations;
}

function disturbance(kind: FaultKind, fraction: (name: string) => number): Disturbance {
  switch (kind) {
    case "dynamodb: throttled":
      return { insteadOfEffect: { error: dynamoErrors.throttled } };
    case "dynamodb: internal server error":
      return { insteadOfEffect: { error: dynamoErrors.internalServerError } };
    case "dynamodb: internal server error after the commit":
      return { insteadOfReply: { error: dynamoErrors.internalServerError } };
    case "dynamodb: request lost":
      return { insteadOfEffect: { error: wireErrors.connectionReset } };
    case "dynamodb: reply lost":
      return { insteadOfReply: { error: wireErrors.connectionReset } };
    case "dynamodb: transaction began late":
      return { arrivesLate: logUniform(1_000, 1_200_000, fraction("late by")) };
    case "dynamodb: transaction committed late":
      return { takesEffectLate: logUniform(100, 60_000, fraction("late by")) };
    default:
      throw new UnsupportedRequestError("this fault of DynamoDB", kind);
  }
}
