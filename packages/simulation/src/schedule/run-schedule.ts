import { createAlwaysCheck } from "../check/always.ts";
import { groundTruth } from "../check/ground-truth.ts";
import { InvariantError } from "../check/invariant-error.ts";
import { checkFinalState } from "../check/reference-model.ts";
import { createDecisions, type DecisionLog, nothingOmitted, type Omissions } from "../faults/decisions.ts";
import type { FaultCounts } from "../faults/fault-kinds.ts";
import { invokeProcessor } from "../function/invoke-processor.ts";
import type { ProcessorCode } from "../function/processor-code.ts";
import { createQueueTrigger, type QueueTrigger } from "../queue/queue-trigger.ts";
import { createSurveyQueue, type SurveyQueue } from "../queue/survey-queue.ts";
import { createTransactionService } from "../services/transaction-service.ts";
import { emptyStorage } from "../world/storage.ts";
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

/**
 * Runs one schedule to its end. The faults stop, the queue drains, and everything that is still under way
 * happens. The invariants are checked after every step that changed something.
 *
 * @throws UnsupportedRequestError when the processor asks for something that the simulation does not know.
 */
export async function runSchedule(
  code: ProcessorCode,
  plan: Plan,
  { omissions = nothingOmitted, keepHistory = false }: { omissions?: Omissions; keepHistory?: boolean } = {},
): Promise<ScheduleResult> {
  const scheduler = createScheduler(start);
  const log: DecisionLog = { taken: [], reached: new Map() };
  const history: string[] = [];
  const untilHealed = () => start + plan.faults.until - scheduler.now();
  let hasChanged = false;
  let gap: { readonly error: unknown } | undefined;
  const world: World = {
    scheduler,
    decisions: createDecisions(plan, omissions, log, () => untilHealed() <= 0),
    storage: emptyStorage(),
    outages: plan.faults.outages,
    start,
    changed() {
      hasChanged = true;
    },
    giveUp(error) {
      gap ??= { error };
    },
    tell: keepHistory
      ? (line) => history.push(`${((scheduler.now() - start) / 1_000).toFixed(3).padStart(9)} s  ${line}`)
      : undefined,
  };
  const transactions = createTransactionService(world);
  const queue: SurveyQueue = createSurveyQueue(plan.queue, world, {
    visible: () => trigger.poll(),
    isHandled: (receiptHandle) => trigger.isHandled(receiptHandle),
    untilHealed,
  });
  const trigger: QueueTrigger = createQueueTrigger(
    plan.queue,
    () => queue,
    (batch, instance) => invokeProcessor(code, batch, instance, queue, transactions, world),
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

  const truth = { ...groundTruth(messages), messages: sent };
  const sentAt = (id: string) =>
    Math.floor(start + (messages.find((message) => message.id === id)?.sentAfter ?? Number.NaN));
  const always = createAlwaysCheck(truth, sentAt);
  const isQueued = (id: string) => queue.placeOf(id) !== undefined;
  let steps = 0;
  let violation: string | undefined;
  try {
    while (await scheduler.step()) {
      if (gap !== undefined) throw gap.error;
      if (hasChanged) always(world.storage, isQueued);
      hasChanged = false;
      if (++steps > MOST_STEPS) throw new InvariantError("it never comes to rest");
    }
    if (!queue.isEmpty()) throw new InvariantError("the queue never drains");
    checkFinalState(world.storage, truth, sentAt);
  } catch (error) {
    if (!(error instanceof InvariantError)) throw error;
    violation = error.message;
    world.tell?.(`VIOLATED: ${violation}`);
  }
  return { violation, faults: log.reached, taken: log.taken, steps, history };
}
