import { ChangeMessageVisibilityBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { VisibilityUnchangedError } from "../errors/processor-errors.ts";
import type { SurveyQueue } from "./survey-queue.ts";

/** The survey queue in SQS. A batch has at most 10 messages, which is what one request takes. */
export function sqsSurveyQueue(sqs: SQSClient, queueUrl: string): SurveyQueue {
  return {
    async changeVisibility(changes, abortSignal) {
      const command = new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: changes.map(({ receiptHandle, visibilityTimeout }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: visibilityTimeout,
        })),
      });
      const { Failed = [] } = await sqs.send(command, { abortSignal });
      if (Failed.length > 0) throw new VisibilityUnchangedError(Failed.map(({ Code }) => Code ?? "no code"));
    },
  };
}
