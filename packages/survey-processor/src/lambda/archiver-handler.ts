import { S3Client } from "@aws-sdk/client-s3";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { archiveBatch } from "../archive/archive-batch.ts";
import { archiverTelemetry } from "../archive/archiver-telemetry.ts";
import { s3RejectedBucket } from "../stores/s3-buckets.ts";
import { systemClock } from "../time/system-clock.ts";
import { clientConfig } from "./client-config.ts";
import { readArchiverSettings } from "./settings.ts";

/** The share of the function's time in which dead letters are archived: 25 of the 30 s it has by default. */
const WORKING_SHARE = 25 / 30;

const settings = readArchiverSettings(process.env);
const bucket = s3RejectedBucket(new S3Client(clientConfig), settings.rejectedBucketName);
const telemetry = archiverTelemetry(systemClock);

/** The Lambda function behind the dead-letter queue. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const response = await archiveBatch(event.Records, {
    bucket,
    surveyQueueArn: settings.surveyQueueArn,
    clock: systemClock,
    observer: telemetry,
    timeLeft: context.getRemainingTimeInMillis() * WORKING_SHARE,
  });
  telemetry.flush();
  return response;
}
