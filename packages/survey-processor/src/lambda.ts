import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { dynamoTables } from "./dynamo-tables.ts";
import { processBatch } from "./process-batch.ts";
import { s3RejectedBucket, s3SurveysBucket } from "./s3-buckets.ts";
import { readSettings } from "./settings.ts";
import type { Stores } from "./stores.ts";
import { systemClock } from "./system-clock.ts";
import { powertoolsTelemetry } from "./telemetry.ts";

/**
 * Every request is given up after 5 s and tried at most 3 times: with the SDK's backoff that is under 20 s, less than
 * the 25 s that a batch has.
 */
const clientConfig = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};

/** What is kept, of the function's time, to answer in: a sixth, 5 s of the 30 s it has by default. */
const ANSWERING_SHARE = 1 / 6;

const settings = readSettings(process.env);
const s3 = new S3Client(clientConfig);
const stores: Stores = {
  surveysBucket: s3SurveysBucket(s3, settings.SURVEYS_BUCKET_NAME),
  rejectedBucket: s3RejectedBucket(s3, settings.REJECTED_BUCKET_NAME),
  tables: dynamoTables(DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig)), {
    participants: settings.PARTICIPANTS_TABLE_NAME,
    submissions: settings.SUBMISSIONS_TABLE_NAME,
  }),
};
const telemetry = powertoolsTelemetry(systemClock);

/** The Lambda function behind the survey queue. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const timeLeft = context.getRemainingTimeInMillis() * (1 - ANSWERING_SHARE);
  const response = await processBatch(event.Records, {
    stores,
    clock: systemClock,
    observer: telemetry,
    timeLeft,
  });
  telemetry.flush();
  return response;
}
