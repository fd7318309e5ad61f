import type { Senders } from "@lab/survey-processor";
import type { FaultKind } from "../faults/fault-kinds.ts";
import { createFunctionInstance } from "../function/function-instance.ts";
import type { SystemCode } from "../function/system-code.ts";
import { FUNCTION_TIMEOUT } from "../queue/queue-trigger.ts";
import { logUniform } from "../schedule/chance.ts";
import type { World } from "../schedule/world.ts";
import { createSend } from "../services/sdk-client.ts";
import { simulatedDynamo } from "../services/simulated-dynamo.ts";
import { simulatedS3 } from "../services/simulated-s3.ts";
import type { TransactionService } from "../services/transaction-service.ts";
import { type Item, PARTICIPANTS_TABLE } from "../world/storage.ts";
import { isReplaced, type KnownWithdrawal, newWithdrawal, withTombstone } from "./known-withdrawal.ts";
import type { PlannedWithdrawal } from "./planned-withdrawal.ts";

/** Whoever runs the lab's commands. */
export interface Operator {
  /** Writes a tombstone and, with `erase`, runs the eraser until there is a receipt. */
  withdraw(planned: PlannedWithdrawal): void;
  /** Runs the eraser of somebody again, who has a receipt and of whom something is left. */
  eraseAgain(userId: string): void;
}

export interface OperatorParts {
  readonly code: SystemCode;
  readonly senders: Senders;
  readonly transactions: TransactionService;
  readonly world: World;
  /** Filled by the operator. */
  readonly known: Map<string, KnownWithdrawal>;
  /** Filled by the operator: records as they were before the tombstone. */
  readonly staleRecords: Map<string, Item | undefined>;
}

/** How long after another transaction had the record the tombstone is tried again, in milliseconds. */
const SOON = 20;

export function createOperator({
  code,
  senders,
  transactions,
  world,
  known,
  staleRecords,
}: OperatorParts): Operator {
  const { scheduler, decisions, storage, changed, tell } = world;
  const runs = new Map<string, number>();
  const reached = (kind: FaultKind, name: string) => {
    decisions.reached(kind);
    tell?.(`${name}: ${kind}`);
  };

  const withdraw = (planned: PlannedWithdrawal) => {
    const { id, userId, mode, lead } = planned;
    const before = known.get(userId);
    if (!isReplaced(before, mode)) {
      reached("withdrawal: written twice", id);
      return;
    }
    if (transactions.holds(`${PARTICIPANTS_TABLE} ${userId}`)) {
      reached("withdrawal: met a transaction", id);
      scheduler.after(SOON, () => withdraw(planned));
      return;
    }
    if (before !== undefined) reached("withdrawal: kept, then erased", id);
    // The command guarantees that the time is later than the moment at which the tombstone can be seen.
    const withdrawal = newWithdrawal(mode, Math.floor(scheduler.now()) + lead);
    const record = storage.participants.get(userId);
    if (!staleRecords.has(userId)) staleRecords.set(userId, record);
    storage.participants.set(userId, withTombstone(userId, record, withdrawal));
    known.set(userId, withdrawal);
    tell?.(`${id}: ${userId} is withdrawn, ${mode}, from ${new Date(withdrawal.at).toISOString()}`);
    changed();
    if (mode === "erase") erase(userId);
  };

  const erase = (userId: string) => {
    const run = (runs.get(userId) ?? 0) + 1;
    runs.set(userId, run);
    const name = `eraser of ${userId} ${run}`;
    if (run > 1) reached("eraser: run again", name);
    tell?.(`${name}: begins`);
    const again = () => {
      instance.end();
      scheduler.after(logUniform(5_000, 300_000, decisions.fraction(`${name} again after`)), () =>
        erase(userId),
      );
    };
    const times = { timeLeft: Number.NaN, signsFor: Number.POSITIVE_INFINITY };
    const instance = createFunctionInstance(name, times, world, again);
    const send = createSend(instance, world);
    const parts = {
      s3: simulatedS3(send, world),
      dynamodb: simulatedDynamo(send, transactions, world),
      senders,
      functionTimeout: FUNCTION_TIMEOUT,
      serviceTime: () => scheduler.now(),
      sleep: (milliseconds: number) =>
        new Promise<void>((resolve) => instance.startTimer(milliseconds, resolve)),
    };
    const receive = () => {
      const withdrawal = known.get(userId);
      if (withdrawal === undefined) throw new TypeError("a receipt of somebody who has not withdrawn");
      known.set(userId, { ...withdrawal, hasReceipt: true });
      tell?.(`${name}: receipt`);
      instance.end();
      changed();
    };
    code.eraseParticipant(userId, parts).then(
      () => scheduler.after(0, () => instance.resume(receive)),
      (error: unknown) => {
        tell?.(`${name}: threw ${error instanceof Error ? error.name : "something"}`);
        scheduler.after(0, () => instance.resume(again));
      },
    );
    scheduler.resumed();
  };

  return {
    withdraw,
    eraseAgain(userId) {
      const withdrawal = known.get(userId);
      if (withdrawal !== undefined) known.set(userId, { ...withdrawal, hasReceipt: false });
      erase(userId);
    },
  };
}
