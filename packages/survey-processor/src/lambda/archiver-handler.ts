import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { archiveBatch } from "../archive/archive-batch.ts";
import { archiverTelemetry } from "../archive/archiver-telemetry.ts";
import { dynamoParticipants } from "../stores/dynamo-participants.ts";
import { s3RejectedBucket } from "../stores/s3-buckets.ts";
import { systemClock } from "../time/system-clock.ts";
import { clientConfig } from "./client-config.ts";
import { readArchiverSettings } from "./settings.ts";
import { signingDeadline } from "./signing-deadline.ts";

/** The share of the function's time in which dead letters are archived: 25 of the 30 s it has by default. */
const WORKING_SHARE = 25 / 30;

const settings = readArchiverSettings(process.env);
const s3 = new S3Client(clientConfig);
const signUntil = signingDeadline(s3, systemClock.now);
const bucket = s3RejectedBucket(s3, settings.rejectedBucketName);
const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig));
const records = dynamoParticipants(dynamodb, settings.participantsTableName, new Map());
const telemetry = archiverTelemetry(systemClock);

/** The Lambda function behind the dead-letter queue. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const timeLeft = context.getRemainingTimeInMillis();
  signUntil(systemClock.now() + timeLeft);
  const response = await archiveBatch(event.Records, {
    bucket,
    records,
    senders: settings.senders,
    surveyQueueArn: settings.surveyQueueArn,
    clock: systemClock,
    observer: telemetry,
    timeLeft: timeLeft * WORKING_SHARE,
  });
  telemetry.flush();
  return response;
}
