import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { processBatch } from "../process/process-batch.ts";
import { powertoolsTelemetry } from "../process/processor-telemetry.ts";
import type { SurveyQueue } from "../queue/survey-queue.ts";
import { dynamoTables } from "../stores/dynamo-tables.ts";
import { s3RejectedBucket, s3SurveysBucket } from "../stores/s3-buckets.ts";
import type { Stores } from "../stores/stores.ts";
import { systemClock } from "../time/system-clock.ts";
import { clientConfig } from "./client-config.ts";
import { readSenders, readSettings } from "./settings.ts";

/**
 * The share of the function's time in which messages are worked on: 23 of the 30 s it has by default. With the 2 s that
 * the queue then has to put off the rest, it answers by 25 s.
 */
const WORKING_SHARE = 23 / 30;

const settings = readSettings(process.env);
const senders = readSenders(settings);
const s3 = new S3Client(clientConfig);
const stores: Stores = {
  surveysBucket: s3SurveysBucket(s3, settings.SURVEYS_BUCKET_NAME),
  rejectedBucket: s3RejectedBucket(s3, settings.REJECTED_BUCKET_NAME),
  tables: dynamoTables(DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig)), {
    participants: settings.PARTICIPANTS_TABLE_NAME,
    submissions: settings.SUBMISSIONS_TABLE_NAME,
  }),
};
let connected: SurveyQueue | undefined;
const queue: SurveyQueue = {
  async changeVisibility(changes, signal) {
    if (connected === undefined) {
      // A file of its own in the bundle, loaded when a survey failed: no start waits for it.
      const { connectQueue } = await import("./connect-queue.ts");
      connected = connectQueue({ ...clientConfig, maxAttempts: 1 }, settings.QUEUE_URL);
    }
    await connected.changeVisibility(changes, signal);
  },
};
const telemetry = powertoolsTelemetry(systemClock);

/** The Lambda function behind the survey queue. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const timeLeft = context.getRemainingTimeInMillis() * WORKING_SHARE;
  const response = await processBatch(event.Records, {
    senders,
    stores,
    queue,
    clock: systemClock,
    observer: telemetry,
    timeLeft,
  });
  telemetry.flush();
  return response;
}
