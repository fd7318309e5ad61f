import type { S3Client } from "@aws-sdk/client-s3";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createJudge, type Study } from "@lab/survey-schema";
import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { type BatchContext, processBatch } from "./process/process-batch.ts";
import { dynamoTables } from "./stores/dynamo-tables.ts";
import { s3RejectedBucket, s3SurveysBucket } from "./stores/s3-buckets.ts";
import type { Stores } from "./stores/stores.ts";

/** The buckets and tables that the processor writes to, called as in a stack's outputs. */
export interface ProcessorNames {
  readonly surveysBucketName: string;
  readonly rejectedBucketName: string;
  readonly participantsTableName: string;
  readonly submissionsTableName: string;
}

/** What a batch needs, with clients and names in place of the stores, and the study in place of its judge. */
export interface ProcessorOptions extends Omit<BatchContext, "stores" | "judge" | "timeLeft"> {
  readonly study: Study;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly names: ProcessorNames;
}

/** Processes one batch. The messages may be worked on for `timeLeft` milliseconds. */
export type Processor = (records: readonly SQSRecord[], timeLeft: number) => Promise<SQSBatchResponse>;

/**
 * Connects the processor to its stores. The Lambda function, the simulation and the tests all use it, so they run the
 * same wiring.
 *
 * The queue is handed over as a port and not as an SQS client. The function loads that client only when a survey failed,
 * so it must not be part of what every start loads.
 *
 * @example
 * const processor = createProcessor({
 *   study,
 *   s3: new S3Client(),
 *   dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient()),
 *   queue: sqsSurveyQueue(new SQSClient(), outputs.queueUrl),
 *   names: outputs,
 *   senders: { mode: "trusted-app" },
 *   clock: systemClock,
 *   observer,
 * });
 * const response = await processor(event.Records, 23_000);
 * // { batchItemFailures: [{ itemIdentifier: "0f1e…" }] }
 */
export function createProcessor({ study, s3, dynamodb, names, ...context }: ProcessorOptions): Processor {
  const judge = createJudge(study);
  const stores: Stores = {
    surveysBucket: s3SurveysBucket(s3, names.surveysBucketName, judge),
    rejectedBucket: s3RejectedBucket(s3, names.rejectedBucketName),
    tables: dynamoTables(dynamodb, names, study),
  };

  return (records, timeLeft) => processBatch(records, { ...context, judge, stores, timeLeft });
}
