import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";

export const REGION = "eu-central-1";
const credentials = { accessKeyId: "local", secretAccessKey: "local" };

export function sqsClient(endpoint: string): SQSClient {
  return new SQSClient({ endpoint, region: REGION, credentials });
}

/** As a program makes it that knows nothing of a local cloud but the endpoint. */
export function s3Client(endpoint: string): S3Client {
  return new S3Client({ endpoint, region: REGION, credentials });
}

export function dynamodbClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region: REGION, credentials });
}

export function lambdaClient(endpoint: string): LambdaClient {
  return new LambdaClient({ endpoint, region: REGION, credentials });
}
