import { logUniform } from "../schedule/chance.ts";
import type { Answer, Disturbance } from "../services/disturbance.ts";
import { dynamoErrors, wireErrors } from "../world/service-errors.ts";
import type { CancellationCode } from "../world/transaction-engine.ts";
import { type Draw, type Fault, faultsOf, type RequestFault } from "./fault.ts";

/** A transaction, for the faults that end it. */
export interface FaultyTransaction {
  /** How many writes it has. */
  readonly size: number;
  /** Cancels it for this code in one of its writes, or in all (`index` beyond them). */
  cancel(code: CancellationCode, index: number): Answer;
  rollBack(): Answer;
}

interface TransactionFault extends Fault<"transaction"> {
  readonly befalls: readonly ["transaction"];
  readonly disturb: (draw: Draw, transaction: FaultyTransaction) => Disturbance;
}

/** What can go wrong with any request to DynamoDB. */
const anyRequestFaults = [
  {
    kind: "dynamodb: throttled",
    befalls: ["transaction", "read", "write"],
    disturb: () => ({ insteadOfEffect: { error: dynamoErrors.throttled } }),
  },
  {
    kind: "dynamodb: internal server error",
    befalls: ["transaction", "read", "write"],
    disturb: () => ({ insteadOfEffect: { error: dynamoErrors.internalServerError } }),
  },
  {
    kind: "dynamodb: request lost",
    befalls: ["transaction", "read", "write"],
    disturb: () => ({ insteadOfEffect: { error: wireErrors.connectionReset } }),
  },
  {
    kind: "dynamodb: reply lost",
    befalls: ["transaction", "read", "write"],
    disturb: () => ({ insteadOfReply: { error: wireErrors.connectionReset } }),
  },
] as const satisfies readonly RequestFault<"transaction" | "read" | "write">[];

/** What can go wrong at DynamoDB. */
export const dynamoFaults = [
  { kind: "dynamodb: cancelled, ConditionalCheckFailed" },
  cancelled("TransactionConflict"),
  cancelled("ThrottlingError"),
  cancelled("ProvisionedThroughputExceeded"),
  cancelled("ItemCollectionSizeLimitExceeded"),
  cancelled("ValidationError"),
  ...anyRequestFaults,
  {
    kind: "dynamodb: internal server error after the commit",
    befalls: ["transaction"],
    disturb: () => ({ insteadOfReply: { error: dynamoErrors.internalServerError } }),
  },
  {
    kind: "dynamodb: transaction began late",
    befalls: ["transaction"],
    disturb: (draw: Draw) => ({ arrivesLate: logUniform(1_000, 1_200_000, draw("late by")) }),
  },
  {
    kind: "dynamodb: transaction committed late",
    befalls: ["transaction"],
    disturb: (draw: Draw) => ({ takesEffectLate: logUniform(100, 60_000, draw("late by")) }),
  },
  {
    kind: "dynamodb: transaction given up late",
    befalls: ["transaction"],
    disturb: (draw, transaction) => ({
      takesEffectLate: logUniform(100, 60_000, draw("late by")),
      rollBack: () => transaction.rollBack(),
    }),
  },
  { kind: "dynamodb: keys left unprocessed" },
  { kind: "dynamodb: deletions left unprocessed" },
  { kind: "dynamodb: retry met its own transaction in progress" },
  { kind: "dynamodb: retry recognised by its token" },
  { kind: "dynamodb: retry after its token expired" },
] as const satisfies readonly (Fault | TransactionFault | RequestFault)[];

export const transactionFaults = faultsOf("transaction", dynamoFaults);
export const readFaults = faultsOf("read", anyRequestFaults);
export const writeFaults = faultsOf("write", anyRequestFaults);

/** Cancels a transaction although no other request is under way. */
function cancelled<Code extends CancellationCode>(code: Code) {
  return {
    kind: `dynamodb: cancelled, ${code}`,
    befalls: ["transaction"],
    disturb: (draw: Draw, transaction: FaultyTransaction): Disturbance => {
      const index = Math.floor(draw("which write") * (transaction.size + 1));
      return { insteadOfEffect: () => transaction.cancel(code, index) };
    },
  } as const;
}
