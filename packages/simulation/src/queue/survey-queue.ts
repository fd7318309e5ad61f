import { InvariantError } from "../check/invariant-error.ts";
import type { FaultKind } from "../faults/fault-kinds.ts";
import { logUniform } from "../schedule/chance.ts";
import type { QueueSettings } from "../schedule/plan.ts";
import type { PlannedMessage } from "../schedule/planned-message.ts";
import type { World } from "../schedule/world.ts";

/** A message as one receive of it. */
export interface ReceivedMessage {
  readonly planned: PlannedMessage;
  readonly receiptHandle: string;
  readonly receiveCount: number;
  /** Milliseconds since 1970. */
  readonly sentTimestamp: number;
}

/** An SQS standard queue with its dead-letter queue: at least once, in any order. */
export interface SurveyQueue {
  send(planned: PlannedMessage): void;
  hasVisible(): boolean;
  /** Receives up to `most` messages and hides them for the visibility timeout. */
  receive(most: number): ReceivedMessage[];
  deleteMessage(receiptHandle: string): void;
  /** @returns whether the queue accepted the change. */
  changeVisibility(receiptHandle: string, milliseconds: number): boolean;
  /** Where a message is; `undefined` once it was deleted. */
  placeOf(id: string): "queue" | "dead-letter queue" | undefined;
  isEmpty(): boolean;
}

interface QueuedMessage {
  readonly planned: PlannedMessage;
  readonly sentTimestamp: number;
  place: "queue" | "dead-letter queue" | "deleted";
  visibleAt: number;
  receiveCount: number;
  /** Receives since the last redrive, which is what moves it to the dead-letter queue. */
  receivesLeft: number;
  receiptHandle: string;
  redrives: number;
}

/** Milliseconds for which a received message is hidden: what infra/ declares by default. */
export const VISIBILITY_TIMEOUT = 180_000;
const FIFTEEN_DAYS = 15 * 86_400_000;
const MOST_REDRIVES = 20;
/** Receives that outlast an outage of a working day, by the arithmetic of infra/; no outage here lasts longer. */
const ENOUGH_RECEIVES = 160;
/**
 * Milliseconds. A survey that was put off comes back within a quarter of an hour, and some are put off a few
 * times.
 */
const LONGEST_RETURN = 3_600_000;

export interface QueueEvents {
  /** A message can be received now. */
  visible(): void;
  /** Whether whoever received it this way still works on it. */
  isHandled(receiptHandle: string): boolean;
  /** A message became a dead letter. */
  deadLetter(message: ReceivedMessage): void;
  /** When the time of faults ends, in milliseconds from now; negative once it has ended. */
  untilHealed(): number;
}

export function createSurveyQueue(settings: QueueSettings, world: World, events: QueueEvents): SurveyQueue {
  const { scheduler, decisions, changed, tell } = world;
  const messages = new Map<string, QueuedMessage>();
  const isVisible = (message: QueuedMessage) =>
    message.place === "queue" && message.visibleAt <= scheduler.now();
  const reached = (kind: FaultKind, id: string) => {
    decisions.reached(kind);
    tell?.(`${id}: ${kind}`);
  };

  const showAfter = (message: QueuedMessage, delay: number) => {
    const visibleAt = scheduler.now() + delay;
    message.visibleAt = visibleAt;
    scheduler.after(delay, () => {
      if (message.place !== "queue" || message.visibleAt !== visibleAt) return;
      if (events.isHandled(message.receiptHandle)) {
        reached("queue: became visible while a handler still ran", message.planned.id);
      }
      events.visible();
    });
  };

  const moveToDeadLetters = (message: QueuedMessage) => {
    message.place = "dead-letter queue";
    changed();
    reached("queue: moved to the dead-letter queue", message.planned.id);
    events.deadLetter(message);
    if (settings.maxReceiveCount >= ENOUGH_RECEIVES) {
      throw new InvariantError(`${message.planned.id} became a dead letter in less than a working day`);
    }
    if (message.redrives === MOST_REDRIVES) return;
    message.redrives++;
    // Somebody looks into it once the world has healed.
    const late = settings.redriveAfter15Days;
    scheduler.after(Math.max(0, events.untilHealed()) + (late ? FIFTEEN_DAYS : 1_000), () => {
      reached(late ? "queue: redriven after 15 days" : "queue: redriven at once", message.planned.id);
      message.place = "queue";
      message.receivesLeft = settings.maxReceiveCount;
      changed();
      showAfter(message, 0);
    });
  };

  /** How a message looks to whoever received it this way, and what the queue makes of a receipt it has replaced. */
  const find = (receiptHandle: string, stale: FaultKind): QueuedMessage | undefined => {
    const [id = "", receive = ""] = receiptHandle.split(".");
    const message = messages.get(id);
    if (message === undefined || message.place !== "queue") return undefined;
    if (message.receiptHandle === receiptHandle) return message;
    reached(stale, receiptHandle);
    return decisions.fraction(`${id} ${receive} ${stale}`) < 0.5 ? message : undefined;
  };

  return {
    send(planned) {
      const message: QueuedMessage = {
        planned,
        sentTimestamp: Math.floor(scheduler.now()),
        place: "queue",
        visibleAt: scheduler.now(),
        receiveCount: 0,
        receivesLeft: settings.maxReceiveCount,
        receiptHandle: "",
        redrives: 0,
      };
      messages.set(planned.id, message);
      changed();
      events.visible();
    },

    hasVisible: () => [...messages.values()].some(isVisible),

    receive(most) {
      const queued = [...messages.values()].filter(({ place }) => place === "queue");
      const inFlight = queued.filter((message) => message.receiptHandle !== "" && !isVisible(message)).length;
      const allowed = settings.inFlightLimit - inFlight;
      if (allowed <= 0) decisions.reached("queue: limit of messages in flight reached");
      const order = (message: QueuedMessage) =>
        decisions.fraction(`${message.planned.id} order ${message.receiveCount}`);
      const visible = queued.filter(isVisible).sort((a, b) => order(a) - order(b));
      const batch: ReceivedMessage[] = [];
      for (const message of visible) {
        if (batch.length >= Math.min(most, allowed)) break;
        if (message.receivesLeft === 0) {
          moveToDeadLetters(message);
          continue;
        }
        message.receivesLeft--;
        message.receiveCount++;
        message.receiptHandle = `${message.planned.id}.${message.receiveCount}`;
        const { planned, receiptHandle, receiveCount, sentTimestamp } = message;
        batch.push({ planned, receiptHandle, receiveCount, sentTimestamp });
        const twice = decisions.fault(`${receiptHandle} twice`, [{ kind: "queue: delivered twice at once" }]);
        if (twice !== undefined) reached(twice.kind, receiptHandle);
        showAfter(
          message,
          twice === undefined ? VISIBILITY_TIMEOUT : decisions.stepTime(`${receiptHandle} twice`),
        );
      }
      if (isOutOfOrder(batch)) decisions.reached("queue: delivered out of order");
      return batch;
    },

    deleteMessage(receiptHandle) {
      const lost = decisions.fault(`${receiptHandle} deletion`, [{ kind: "queue: deletion lost" }]);
      if (lost !== undefined) {
        reached(lost.kind, receiptHandle);
        return;
      }
      const message = find(receiptHandle, "queue: deletion with a stale receipt handle");
      if (message === undefined) return;
      if (message.redrives === 0 && events.untilHealed() < -LONGEST_RETURN) {
        throw new InvariantError(`${receiptHandle} came more than an hour after all had healed`);
      }
      message.place = "deleted";
      tell?.(`${receiptHandle}: deleted`);
      changed();
      const again = decisions.fault(`${receiptHandle} comes again`, [
        { kind: "queue: delivered again after its deletion" },
      ]);
      if (again === undefined) return;
      scheduler.after(logUniform(1, 300_000, decisions.fraction(`${receiptHandle} again after`)), () => {
        reached(again.kind, message.planned.id);
        message.place = "queue";
        showAfter(message, 0);
      });
    },

    changeVisibility(receiptHandle, milliseconds) {
      const message = find(receiptHandle, "queue: visibility change with a stale receipt handle");
      if (message === undefined) return false;
      showAfter(message, milliseconds);
      return true;
    },

    placeOf(id) {
      const place = messages.get(id)?.place;
      return place === "deleted" ? undefined : place;
    },

    isEmpty: () => [...messages.values()].every(({ place }) => place === "deleted"),
  };
}

function isOutOfOrder(batch: readonly ReceivedMessage[]): boolean {
  return batch.some(({ planned }, i) => i > 0 && planned.sentAfter < (batch[i - 1]?.planned.sentAfter ?? 0));
}
