import type { World } from "../schedule/world.ts";
import { dynamoErrors, transactionCanceled } from "../world/service-errors.ts";
import type { Write } from "../world/transaction.ts";
import {
  beginTransaction,
  type CancellationCode,
  checkTransaction,
  commitTransaction,
  type HeldItems,
  rollBackTransaction,
} from "../world/transaction-engine.ts";
import type { Answer } from "./disturbance.ts";

/** DynamoDB's side of transactions: what is under way, and which tokens it remembers. */
export interface TransactionService {
  /** @returns an answer when there is nothing to commit. */
  begin(token: string, writes: readonly Write[]): Answer | undefined;
  commit(token: string, writes: readonly Write[]): Answer;
  /** Ends what was begun without having written anything. */
  rollBack(token: string, writes: readonly Write[]): Answer;
  /** Answers as to a transaction that is cancelled for this code in one of its writes, or in all (`index` beyond them). */
  cancel(code: CancellationCode, index: number, writes: readonly Write[]): Answer;
  /** Whether a transaction under way holds this item, by its table and key. */
  holds(target: string): boolean;
}

/** A token is good for ten minutes after its transaction was done (DynamoDB's API reference, TransactWriteItems). */
const TOKEN_LIFE = 600_000;

export function createTransactionService({
  scheduler,
  storage,
  decisions,
  changed,
}: World): TransactionService {
  const held: HeldItems = new Set();
  /** When each transaction was done; `undefined` while it is under way. */
  const tokens = new Map<string, number | undefined>();

  return {
    begin(token, writes) {
      if (tokens.has(token)) {
        const doneAt = tokens.get(token);
        if (doneAt === undefined) {
          decisions.reached("dynamodb: retry met its own transaction in progress");
          return { error: dynamoErrors.transactionInProgress };
        }
        if (scheduler.now() - doneAt <= TOKEN_LIFE) {
          decisions.reached("dynamodb: retry recognised by its token");
          return { ok: {} };
        }
        decisions.reached("dynamodb: retry after its token expired");
      }
      const result = beginTransaction(storage, held, writes);
      if (result.begun) {
        tokens.set(token, undefined);
        return undefined;
      }
      for (const { code } of result.objections) {
        if (code === "ConditionalCheckFailed" || code === "TransactionConflict") {
          decisions.reached(`dynamodb: cancelled, ${code}`);
        }
      }
      return { error: transactionCanceled(result.objections) };
    },
    cancel(code, index, writes) {
      const objections = checkTransaction(storage, held, writes).map((found, i) =>
        index === i || index >= writes.length ? { code } : found,
      );
      return { error: transactionCanceled(objections) };
    },
    holds: (target) => held.has(target),
    rollBack(token, writes) {
      rollBackTransaction(held, writes);
      tokens.delete(token);
      return { error: dynamoErrors.internalServerError };
    },
    commit(token, writes) {
      commitTransaction(storage, held, writes);
      tokens.set(token, scheduler.now());
      changed();
      return { ok: {} };
    },
  };
}
