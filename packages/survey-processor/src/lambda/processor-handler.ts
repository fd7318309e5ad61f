import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { study } from "@lab/study";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { createProcessor } from "../create-processor.ts";
import { processorTelemetry } from "../process/processor-telemetry.ts";
import { queueOnDemand } from "../queue/queue-on-demand.ts";
import { systemClock } from "../time/system-clock.ts";
import { clientConfig } from "./client-config.ts";
import { readSettings } from "./settings.ts";
import { signingDeadline } from "./signing-deadline.ts";

/**
 * The share of the function's time in which messages are worked on: 23 of the 30 s it has by default. With the 2 s that
 * the queue then has to put off the rest, it answers by 25 s.
 */
const WORKING_SHARE = 23 / 30;

const { queueUrl, ...settings } = readSettings(process.env);
const telemetry = processorTelemetry(systemClock);
const s3 = new S3Client(clientConfig);
const signUntil = signingDeadline(s3, systemClock.now);
const processor = createProcessor({
  ...settings,
  study,
  s3,
  dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig)),
  queue: queueOnDemand(async () => {
    // A file of its own in the bundle. It is loaded when a survey failed, so no start waits for it.
    const { connectQueue } = await import("./connect-queue.ts");
    return connectQueue({ ...clientConfig, maxAttempts: 1 }, queueUrl);
  }),
  clock: systemClock,
  observer: telemetry,
});

/** The Lambda function behind the survey queue. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const timeLeft = context.getRemainingTimeInMillis();
  signUntil(systemClock.now() + timeLeft);
  const response = await processor(event.Records, timeLeft * WORKING_SHARE);
  telemetry.flush();
  return response;
}
