import { PutObjectCommand } from "@aws-sdk/client-s3";
import { type UndeliveredSurvey, undeliveredObjectKey } from "@lab/survey-schema";
import type { Stack } from "@lab/survey-stack";
import { sqsRecord } from "@lab/testing/sqs-record";

/** Puts a dead letter where the archiver would. */
export async function putUndelivered({ s3, outputs }: Stack, messageId: string, body: string): Promise<void> {
  const { receiptHandle: _, ...message } = sqsRecord(messageId, body);
  const document: Omit<UndeliveredSurvey, "message"> & { message: unknown } = {
    format: 1,
    message: { ...message, eventSourceARN: outputs.queueArn },
    archived_at: new Date().toISOString(),
  };
  const Key = undeliveredObjectKey(messageId);
  await s3.send(
    new PutObjectCommand({ Bucket: outputs.rejectedBucketName, Key, Body: JSON.stringify(document) }),
  );
}
