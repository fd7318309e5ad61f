import type { Observer, Senders } from "@lab/survey-processor";
import type { SQSBatchResponse } from "aws-lambda";
import { sqsRecordOf } from "../queue/sqs-record-of.ts";
import type { ReceivedMessage, SurveyQueue } from "../queue/survey-queue.ts";
import type { World } from "../schedule/world.ts";
import { createSend } from "../services/sdk-client.ts";
import { simulatedDynamo } from "../services/simulated-dynamo.ts";
import { simulatedS3 } from "../services/simulated-s3.ts";
import { simulatedSqs } from "../services/simulated-sqs.ts";
import type { TransactionService } from "../services/transaction-service.ts";
import type { FunctionInstance } from "./function-instance.ts";
import type { ProcessorCode } from "./processor-code.ts";
import { TIME_LEFT, wireProcessor } from "./wire-processor.ts";

/** Does what the Lambda function does with a batch, over simulated clients. */
export function invokeProcessor(
  code: ProcessorCode,
  batch: readonly ReceivedMessage[],
  instance: FunctionInstance,
  queue: SurveyQueue,
  transactions: TransactionService,
  senders: Senders,
  world: World,
): Promise<SQSBatchResponse> {
  const send = createSend(instance, world);
  const processor = wireProcessor(code, {
    s3: simulatedS3(send, world),
    dynamodb: simulatedDynamo(send, transactions, world),
    sqs: simulatedSqs(send, queue, world),
    clock: instance.clock,
    observer: unreliableObserver(instance, world),
    senders,
  });
  return processor(batch.map(sqsRecordOf), TIME_LEFT);
}

/** What the processor says of tables that nobody else writes to, and when nothing has gone wrong, has to be true. */
function complain(messageId: string, error: Error, { isUndisturbed, violated, tell }: World): void {
  tell?.(`${messageId}: failed with ${error.name}`);
  if (error.name === "InconsistentTablesError" || error.name === "UnreadableWithdrawalError") {
    violated(`${messageId} failed with ${error.name}, and the tables are as they should be`);
  }
  if (isUndisturbed) violated(`${messageId} failed with ${error.name}, and nothing had gone wrong`);
}

class ObserverFault extends Error {
  override readonly name = "ObserverFault";
}

function unreliableObserver(instance: FunctionInstance, world: World): Observer {
  const { decisions, tell } = world;
  const observe = (what: string) => {
    const name = `${instance.name} ${what}`;
    const fault = decisions.fault(name, [{ kind: "function: observer threw" }]);
    if (fault === undefined) return;
    decisions.reached(fault.kind);
    tell?.(`${name}: ${fault.kind}`);
    throw new ObserverFault(name);
  };
  return {
    processed: ({ messageId }) => observe(`processed ${messageId}`),
    failed({ messageId }, error) {
      if (error instanceof Error) complain(messageId, error, world);
      observe(`failed ${messageId}`);
    },
    visibilityUnchanged: () => observe("visibility unchanged"),
  };
}
