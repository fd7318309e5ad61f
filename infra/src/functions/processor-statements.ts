import { denyWithoutTls } from "../policies/deny-without-tls.ts";
import type { PolicyStatement } from "../policies/policy-document.ts";
import { readWithdrawals } from "./read-withdrawals.ts";

/** ARNs of the queue that the processor takes surveys from, and of everything it stores them in. */
export interface ProcessorResources {
  readonly queueArn: string;
  readonly surveysBucketArn: string;
  readonly rejectedBucketArn: string;
  readonly participantsTableArn: string;
  readonly submissionsTableArn: string;
}

/** Exactly the calls that the processor makes on its queue, buckets and tables. It can delete nothing. */
export function processorStatements(resources: ProcessorResources): readonly PolicyStatement[] {
  return [
    {
      Sid: "KeepSurveys",
      Effect: "Allow",
      Action: ["s3:PutObject"],
      // Rejected surveys are kept under their date. The undelivered surveys beside them do not belong to the
      // processor.
      Resource: [`${resources.surveysBucketArn}/*`, `${resources.rejectedBucketArn}/????-??-??/*`],
    },
    {
      // To compare a survey with the one that already holds its key; covers HeadObject. Without
      // s3:ListBucket, which would tell it every participant's id, S3 answers 403 for an object that is gone.
      // The message then comes back and finds the key free.
      Sid: "ReadOccupiedKey",
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: [`${resources.surveysBucketArn}/*`],
    },
    // A transaction needs the permissions of its parts and none of its own.
    {
      Sid: "EnterIntoLedger",
      Effect: "Allow",
      Action: ["dynamodb:PutItem"],
      Resource: [resources.submissionsTableArn],
    },
    {
      Sid: "CountForParticipant",
      Effect: "Allow",
      Action: ["dynamodb:UpdateItem"],
      Resource: [resources.participantsTableArn],
    },
    readWithdrawals(resources.participantsTableArn),
    // Buckets and queues refuse this by policies of their own.
    denyWithoutTls("dynamodb", [resources.submissionsTableArn, resources.participantsTableArn]),
    {
      // When a survey that failed comes back is decided by how often it has failed.
      Sid: "PutOffFailedSurveys",
      Effect: "Allow",
      Action: ["sqs:ChangeMessageVisibility"],
      Resource: [resources.queueArn],
    },
  ];
}
