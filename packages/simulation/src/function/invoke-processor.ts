import type { Observer } from "@lab/survey-processor";
import type { SQSBatchResponse } from "aws-lambda";
import { sqsRecord } from "../queue/sqs-record.ts";
import type { ReceivedMessage, SurveyQueue } from "../queue/survey-queue.ts";
import type { World } from "../schedule/world.ts";
import { createSend } from "../services/sdk-client.ts";
import { simulatedDynamo } from "../services/simulated-dynamo.ts";
import { simulatedS3 } from "../services/simulated-s3.ts";
import { QUEUE_URL, simulatedSqs } from "../services/simulated-sqs.ts";
import type { TransactionService } from "../services/transaction-service.ts";
import { PARTICIPANTS_TABLE, REJECTED_BUCKET, SUBMISSIONS_TABLE, SURVEYS_BUCKET } from "../world/storage.ts";
import type { FunctionInstance } from "./function-instance.ts";
import type { ProcessorCode } from "./processor-code.ts";

/** Milliseconds that the handler gives the processor, of the function's 30 s. */
export const TIME_LEFT = 23_000;

/** Does what the Lambda entry does: the real processor with its real adapters, over simulated clients. */
export function invokeProcessor(
  code: ProcessorCode,
  batch: readonly ReceivedMessage[],
  instance: FunctionInstance,
  queue: SurveyQueue,
  transactions: TransactionService,
  world: World,
): Promise<SQSBatchResponse> {
  const send = createSend(instance, world);
  const s3 = simulatedS3(send, world);
  return code.processBatch(batch.map(sqsRecord), {
    senders: { mode: "trusted-app" },
    stores: {
      surveysBucket: code.s3SurveysBucket(s3, SURVEYS_BUCKET),
      rejectedBucket: code.s3RejectedBucket(s3, REJECTED_BUCKET),
      tables: code.dynamoTables(simulatedDynamo(send, transactions, world), {
        participants: PARTICIPANTS_TABLE,
        submissions: SUBMISSIONS_TABLE,
      }),
    },
    queue: code.sqsSurveyQueue(simulatedSqs(send, queue, world), QUEUE_URL),
    clock: instance.clock,
    observer: unreliableObserver(instance, world),
    timeLeft: TIME_LEFT,
  });
}

class ObserverFault extends Error {
  override readonly name = "ObserverFault";
}

function unreliableObserver(instance: FunctionInstance, { decisions, tell }: World): Observer {
  const observe = (what: string) => {
    const name = `${instance.name} ${what}`;
    const kind = decisions.fault(name, ["function: observer threw"]);
    if (kind === undefined) return;
    decisions.reached(kind);
    tell?.(`${name}: ${kind}`);
    throw new ObserverFault(name);
  };
  return {
    processed: ({ messageId }) => observe(`processed ${messageId}`),
    failed: ({ messageId }) => observe(`failed ${messageId}`),
    visibilityUnchanged: () => observe("visibility unchanged"),
  };
}
