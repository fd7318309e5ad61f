import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSEvent, SQSRecord } from "aws-lambda";

/**
 * The least that storing and counting a survey takes with this SDK: one PutObject and one TransactWriteItems for each,
 * ten at the same time. Nothing is checked, compared, retried beyond the SDK, logged or measured.
 */
const s3 = new S3Client({});
const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const { SURVEYS_BUCKET_NAME, SUBMISSIONS_TABLE_NAME, PARTICIPANTS_TABLE_NAME } = process.env;

async function store({ body }: SQSRecord): Promise<void> {
  const { user_id, timestamp, time_elapsed: _, ...answers } = JSON.parse(body);
  const names = Object.keys(answers);
  await s3.send(
    new PutObjectCommand({ Bucket: SURVEYS_BUCKET_NAME, Key: `${user_id}${timestamp}.json`, Body: body }),
  );
  await dynamodb.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName: SUBMISSIONS_TABLE_NAME, Item: { user_id, submission_time: timestamp } } },
        {
          Update: {
            TableName: PARTICIPANTS_TABLE_NAME,
            Key: { user_id },
            UpdateExpression:
              `SET ${names.map((_, i) => `#${i} = :${i}`).join(", ")}, last_submission_time = :time ` +
              "ADD num_submission :one",
            ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#${i}`, name])),
            ExpressionAttributeValues: {
              ...Object.fromEntries(names.map((name, i) => [`:${i}`, answers[name]])),
              ":time": timestamp,
              ":one": 1,
            },
          },
        },
      ],
    }),
  );
}

export async function handler(event: SQSEvent) {
  await Promise.all(event.Records.map(store));
  return { batchItemFailures: [] };
}
