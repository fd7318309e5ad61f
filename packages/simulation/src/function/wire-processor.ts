import type { S3Client } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { study } from "@lab/study";
import type { Clock, Observer, Processor, Senders } from "@lab/survey-processor";
import { QUEUE_URL } from "../services/simulated-sqs.ts";
import { PARTICIPANTS_TABLE, REJECTED_BUCKET, SUBMISSIONS_TABLE, SURVEYS_BUCKET } from "../world/storage.ts";
import type { ProcessorCode } from "./processor-code.ts";

/** Milliseconds that the handler gives the processor, of the function's 30 s. */
export const TIME_LEFT = 23_000;

const names = {
  surveysBucketName: SURVEYS_BUCKET,
  rejectedBucketName: REJECTED_BUCKET,
  participantsTableName: PARTICIPANTS_TABLE,
  submissionsTableName: SUBMISSIONS_TABLE,
};

/** The parts of a simulation that the processor works with. */
export interface SimulatedParts {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly senders: Senders;
}

/** Wires the real processor, with its real adapters, to simulated clients. */
export function wireProcessor(code: ProcessorCode, { sqs, ...parts }: SimulatedParts): Processor {
  return code.createProcessor({
    ...parts,
    study,
    queue: code.sqsSurveyQueue(sqs, QUEUE_URL),
    names,
  });
}
