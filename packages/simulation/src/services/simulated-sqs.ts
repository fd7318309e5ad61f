import { ChangeMessageVisibilityBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { visibilityFaults } from "../faults/queue-faults.ts";
import type { SurveyQueue } from "../queue/survey-queue.ts";
import type { World } from "../schedule/world.ts";
import { onlyKnownFields } from "../world/only-known-fields.ts";
import { UnsupportedRequestError } from "../world/unsupported-request-error.ts";
import type { Send, SendOptions } from "./sdk-client.ts";
import type { ServiceRequest } from "./service-request.ts";

export const QUEUE_URL = "https://sqs.example/surveys";

interface Change {
  readonly id: string;
  readonly receiptHandle: string;
  /** Seconds. */
  readonly visibilityTimeout: number;
}

/** The longest that SQS hides a message, in seconds (12 hours). */
const LONGEST_VISIBILITY_TIMEOUT = 43_200;

/** An SQS client of one process, which is tried once; it knows exactly the command that the processor sends. */
export function simulatedSqs(send: Send, queue: SurveyQueue, world: World): SQSClient {
  const sendCommand = async (command: unknown, { abortSignal }: SendOptions = {}) => {
    const changes = changesOf(command, world);
    const label = `ChangeMessageVisibilityBatch ${changes.map((change) => change.receiptHandle).join(" ")}`;
    return await send((name) => visibilityRequest(changes, label, name, queue, world), label, 1, abortSignal);
  };
  return Object.assign(Object.create(SQSClient.prototype), { send: sendCommand });
}

function changesOf(command: unknown, world: World): Change[] {
  try {
    if (!(command instanceof ChangeMessageVisibilityBatchCommand)) {
      throw new UnsupportedRequestError("the SQS command", command);
    }
    onlyKnownFields("ChangeMessageVisibilityBatch", command.input, ["QueueUrl", "Entries"]);
    const { QueueUrl, Entries = [] } = command.input;
    const ids = new Set(Entries.map(({ Id }) => Id));
    if (QueueUrl !== QUEUE_URL || Entries.length < 1 || Entries.length > 10 || ids.size < Entries.length) {
      throw new UnsupportedRequestError("the batch", command.input);
    }
    return Entries.map(({ Id = "", ReceiptHandle = "", VisibilityTimeout = -1 }) => ({
      id: Id,
      receiptHandle: ReceiptHandle,
      visibilityTimeout: VisibilityTimeout,
    }));
  } catch (error) {
    world.giveUp(error);
    throw error;
  }
}

function visibilityRequest(
  changes: readonly Change[],
  label: string,
  name: string,
  queue: SurveyQueue,
  { decisions }: World,
): ServiceRequest {
  return {
    service: "sqs",
    label,
    faults: visibilityFaults,
    takeEffect() {
      const some = decisions.fault(`${name} some`, [{ kind: "queue: visibility change failed for some" }]);
      const failed = changes.filter(({ id, receiptHandle, visibilityTimeout }) => {
        if (some !== undefined && decisions.fraction(`${name} ${id} fails`) < 0.5) {
          decisions.reached(some.kind);
          return true;
        }
        if (!(visibilityTimeout >= 0 && visibilityTimeout <= LONGEST_VISIBILITY_TIMEOUT)) return true;
        return !queue.changeVisibility(receiptHandle, visibilityTimeout * 1_000);
      });
      return { ok: { Failed: failed.map(({ id }) => ({ Id: id, Code: "ReceiptHandleIsInvalid" })) } };
    },
  };
}
