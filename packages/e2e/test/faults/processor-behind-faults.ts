import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { study } from "@lab/study";
import { type Clock, createProcessor, sqsSurveyQueue, systemClock } from "@lab/survey-processor";
import { readQueueDepth } from "@lab/survey-stack";
import { type Pipeline, startPipeline } from "../pipeline.ts";
import { type FaultProxies, startFaultProxies } from "./fault-proxy.ts";
import { sqsRecord } from "./sqs-record.ts";

/** The processor's own code and adapters with real SDK clients, all of whose requests go through fault proxies. */
export interface ProcessorBehindFaults extends AsyncDisposable {
  readonly pipeline: Pipeline;
  readonly proxies: FaultProxies;
  /**
   * Works the queue off as the trigger does; what fails comes back at once, or after a second if it was not put off.
   *
   * @returns how often a message went back.
   */
  workOff(): Promise<number>;
}

/** A quarter of a second instead of the function's five, so that tests of what never answers are over soon. */
const timeouts = {
  connectionTimeout: 250,
  requestTimeout: 250,
  socketTimeout: 250,
  throwOnRequestTimeout: true,
};

/** Milliseconds that the function gives the processor, of its 30 s. */
const TIME_LEFT = 23_000;

/** Draws no delay, so that nothing is waited for without need. */
const impatientClock: Clock = { ...systemClock, random: () => 0 };

export async function startProcessorBehindFaults(maxAttempts: number): Promise<ProcessorBehindFaults> {
  await using starting = new AsyncDisposableStack();
  const pipeline = starting.use(await startPipeline());
  const { cloud, stack } = pipeline;
  const { outputs } = stack;
  await cloud.trigger.stop();
  const Attributes = { VisibilityTimeout: "1" };
  await stack.sqs.send(new SetQueueAttributesCommand({ QueueUrl: outputs.queueUrl, Attributes }));

  const proxies = starting.use(await startFaultProxies(cloud.endpoints));
  const { region, credentials } = cloud;
  const config = { region, credentials, maxAttempts, requestHandler: timeouts };
  const s3 = new S3Client({ ...config, endpoint: proxies.endpoints.s3 });
  const dynamo = new DynamoDBClient({ ...config, endpoint: proxies.endpoints.dynamodb });
  const sqs = new SQSClient({ ...config, maxAttempts: 1, endpoint: proxies.endpoints.sqs });
  starting.defer(() => [s3, dynamo, sqs].forEach((client) => void client.destroy()));
  let failures = 0;
  const processor = createProcessor({
    study,
    s3,
    dynamodb: DynamoDBDocumentClient.from(dynamo),
    queue: sqsSurveyQueue(sqs, outputs.queueUrl),
    names: outputs,
    senders: { mode: "trusted-app" },
    clock: impatientClock,
    observer: {
      processed: () => undefined,
      failed: () => void failures++,
      visibilityUnchanged: () => undefined,
    },
  });

  const processOneBatch = async () => {
    const receive = new ReceiveMessageCommand({
      QueueUrl: outputs.queueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ["All"],
    });
    const { Messages = [] } = await stack.sqs.send(receive);
    const records = Messages.map((message) => sqsRecord(message, outputs.queueArn));
    const { batchItemFailures } = await processor(records, TIME_LEFT);
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const Entries = records
      .filter(({ messageId }) => !failed.has(messageId))
      .map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
    if (Entries.length === 0) return;
    await stack.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: outputs.queueUrl, Entries }));
  };

  const started = starting.move();
  return {
    pipeline,
    proxies,
    async workOff() {
      failures = 0;
      for (;;) {
        const { waiting, inFlight } = await readQueueDepth(stack, outputs.queueUrl);
        if (waiting + inFlight === 0) return failures;
        await processOneBatch();
      }
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
