import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";

/** The stack outputs that are needed to look into a stack. */
export const stackOutputsSchema = z.object({
  region: z.string(),
  queueUrl: z.string(),
  deadLetterQueueUrl: z.string(),
  surveysBucketName: z.string(),
  rejectedBucketName: z.string(),
  participantsTableName: z.string(),
  submissionsTableName: z.string(),
});
export type StackOutputs = z.infer<typeof stackOutputsSchema>;

/** How the AWS services of a stack are reached. For AWS itself, leave `endpoints` and `credentials` out. */
export interface StackAccess {
  readonly outputs: StackOutputs;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly endpoints?: { readonly sqs: string; readonly s3: string; readonly dynamodb: string };
}

/** A deployed stack, local or in AWS: its outputs and clients for its services. */
export interface Stack {
  readonly outputs: StackOutputs;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBDocumentClient;
  close(): void;
}

export function openStack({ outputs, credentials, endpoints }: StackAccess): Stack {
  const config = { region: outputs.region, ...(credentials && { credentials }) };
  const at = (endpoint: string | undefined) => ({ ...config, ...(endpoint && { endpoint }) });
  const sqs = new SQSClient(at(endpoints?.sqs));
  const s3 = new S3Client(at(endpoints?.s3));
  const dynamodb = new DynamoDBClient(at(endpoints?.dynamodb));
  return {
    outputs,
    sqs,
    s3,
    dynamodb: DynamoDBDocumentClient.from(dynamodb),
    close() {
      for (const client of [sqs, s3, dynamodb]) client.destroy();
    },
  };
}
