import { PutObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import type { Stack } from "../stack/stack.ts";

/** Puts a JSON document in the rejected bucket, if its key is free. A document that is there already stays as it is. */
export async function putDocument({ s3, outputs }: Stack, Key: string, Body: string): Promise<void> {
  const object = { Bucket: outputs.rejectedBucketName, Key, Body, ContentType: "application/json" };
  try {
    await s3.send(new PutObjectCommand({ ...object, IfNoneMatch: "*" }));
  } catch (error) {
    const taken = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
    if (!taken) throw error;
  }
}
