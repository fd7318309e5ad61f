import { createClients } from "@lab/local-cloud";

export const REGION = "eu-central-1";

const clientsAt = (endpoint: string) =>
  createClients({ sqs: endpoint, s3: endpoint, dynamodb: endpoint, lambda: endpoint, sts: endpoint }, REGION);
export const sqsClient = (endpoint: string) => clientsAt(endpoint).sqs;
export const s3Client = (endpoint: string) => clientsAt(endpoint).s3;
export const dynamodbClient = (endpoint: string) => clientsAt(endpoint).dynamodb;
