import { createAlwaysCheck } from "../check/always.ts";
import { groundTruth } from "../check/ground-truth.ts";
import { InvariantError } from "../check/invariant-error.ts";
import { checkFinalState } from "../check/reference-model.ts";
import { remainsOf } from "../check/remains.ts";
import { createDecisions, type DecisionLog, nothingOmitted, type Omissions } from "../faults/decisions.ts";
import type { FaultCounts } from "../faults/fault-kinds.ts";
import { BEYOND_THE_GUARANTEE } from "../faults/s3-faults.ts";
import { invokeArchiver } from "../function/invoke-archiver.ts";
import { invokeProcessor } from "../function/invoke-processor.ts";
import type { SystemCode } from "../function/system-code.ts";
import { createQueueTrigger, type QueueTrigger } from "../queue/queue-trigger.ts";
import { createSurveyQueue, type SurveyQueue } from "../queue/survey-queue.ts";
import { createTransactionService } from "../services/transaction-service.ts";
import type { KnownWithdrawal } from "../withdraw/known-withdrawal.ts";
import { createOperator } from "../withdraw/operator.ts";
import { emptyStorage, type Item } from "../world/storage.ts";
import type { Plan } from "./plan.ts";
import { createScheduler } from "./scheduler.ts";
import type { World } from "./world.ts";

export interface ScheduleResult {
  /** What did not hold; `undefined` when all did. */
  readonly violation: string | undefined;
  readonly faults: FaultCounts;
  /** Names of the faults that were decided on, which shrinking can leave out. */
  readonly taken: readonly string[];
  readonly steps: number;
  /** One line for each thing that happened; empty unless asked for. */
  readonly history: readonly string[];
}

/** Two minutes to midnight, UTC, so that most schedules see the date change. */
const start = Date.parse("2026-03-02T23:58:00Z");
/** A schedule takes about a hundred steps. One with an outage of hours takes some thousands. */
const MOST_STEPS = 60_000;

const RECONCILED = "reconcile: named what a function left that stood still for longer than the wait";

/**
 * Runs one schedule to its end. The faults stop, the queue drains, and everything that is still under way
 * happens. The invariants are checked after every step that changed something.
 *
 * @throws UnsupportedRequestError when the processor asks for something that the simulation does not know.
 */
export async function runSchedule(
  code: SystemCode,
  plan: Plan,
  { omissions = nothingOmitted, keepHistory = false }: { omissions?: Omissions; keepHistory?: boolean } = {},
): Promise<ScheduleResult> {
  const scheduler = createScheduler(start);
  const log: DecisionLog = { taken: [], reached: new Map() };
  const history: string[] = [];
  const untilHealed = () => start + plan.faults.until - scheduler.now();
  let hasChanged = false;
  let ended: { readonly error: unknown } | undefined;
  const known = new Map<string, KnownWithdrawal>();
  const staleRecords = new Map<string, Item | undefined>();
  const world: World = {
    scheduler,
    decisions: createDecisions(plan, omissions, log, () => untilHealed() <= 0),
    storage: emptyStorage(),
    staleRecords,
    outages: plan.faults.outages,
    start,
    isUndisturbed: plan.faults.rate === 0 && plan.faults.outages.length === 0 && plan.slowestStep < 10,
    changed() {
      hasChanged = true;
    },
    giveUp(error) {
      ended ??= { error };
    },
    violated(what) {
      ended ??= { error: new InvariantError(what) };
    },
    tell: keepHistory
      ? (line) => history.push(`${((scheduler.now() - start) / 1_000).toFixed(3).padStart(9)} s  ${line}`)
      : undefined,
  };
  const transactions = createTransactionService(world);
  const queue: SurveyQueue = createSurveyQueue(plan.queue, world, {
    visible: () => trigger.poll(),
    isHandled: (receiptHandle) => trigger.isHandled(receiptHandle),
    deadLetter(message) {
      invokeArchiver(code, message, plan.senders, world).catch(world.giveUp);
      scheduler.resumed();
    },
    untilHealed,
  });
  const trigger: QueueTrigger = createQueueTrigger(
    plan.queue,
    () => queue,
    (batch, instance) => invokeProcessor(code, batch, instance, queue, transactions, plan.senders, world),
    world,
  );

  const messages = plan.messages.filter(({ id }) => !omissions.messages.has(id));
  const sent: typeof messages = [];
  for (const message of messages) {
    scheduler.after(message.sentAfter, () => {
      world.tell?.(`${message.id}: sent ${message.body.replace(/\s+/g, " ")}`);
      sent.push(message);
      queue.send(message);
    });
  }

  const operator = createOperator({
    code,
    senders: plan.senders,
    transactions,
    world,
    known,
    staleRecords,
  });
  for (const withdrawal of plan.withdrawals) {
    if (omissions.messages.has(withdrawal.id)) continue;
    scheduler.after(withdrawal.after, () => operator.withdraw(withdrawal));
  }

  const sentAt = (id: string) =>
    Math.floor(start + (messages.find((message) => message.id === id)?.sentAfter ?? Number.NaN));
  const isBeyondTheGuarantee = () => log.reached.has(BEYOND_THE_GUARANTEE);
  const truth = {
    ...groundTruth({ messages, withdrawals: known, isBeyondTheGuarantee, sentAt }),
    messages: sent,
  };
  const always = createAlwaysCheck(truth);
  const isQueued = (id: string) => queue.placeOf(id) !== undefined;
  const runToRest = async () => {
    while (await scheduler.step()) {
      if (ended !== undefined) throw ended.error;
      if (hasChanged) always(world.storage, isQueued);
      hasChanged = false;
      if (++steps > MOST_STEPS) throw new InvariantError("it never comes to rest");
    }
  };
  const reconcile = async () => {
    for (const [userId, { hasReceipt }] of known) {
      if (!hasReceipt || remainsOf(userId, world.storage, truth).length === 0) continue;
      world.decisions.reached(RECONCILED);
      world.tell?.(`reconcile: ${remainsOf(userId, world.storage, truth).join()} of ${userId} is left`);
      operator.eraseAgain(userId);
    }
    await runToRest();
  };
  let steps = 0;
  let violation: string | undefined;
  try {
    await runToRest();
    if (isBeyondTheGuarantee()) await reconcile();
    if (!queue.isEmpty()) throw new InvariantError("the queue never drains");
    checkFinalState(world.storage, truth);
  } catch (error) {
    if (!(error instanceof InvariantError)) throw error;
    violation = error.message;
    world.tell?.(`VIOLATED: ${violation}`);
  }
  return { violation, faults: log.reached, taken: log.taken, steps, history };
}
