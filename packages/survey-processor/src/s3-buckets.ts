import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { parseSurvey } from "@lab/survey-schema";
import { canonicalSha256 } from "./canonical-sha256.ts";
import { isServiceError } from "./service-error.ts";
import type { PutResult, RejectedBucket, SurveysBucket } from "./stores.ts";

const CANONICAL_SHA256 = "canonical-sha256";
const MESSAGE_ID = "message-id";

/** The bucket of raw accepted surveys. Its objects are put once and never change. */
export function s3SurveysBucket(s3: S3Client, bucketName: string): SurveysBucket {
  return {
    putIfAbsent: (survey, abortSignal) =>
      putIfAbsent(
        s3,
        {
          Bucket: bucketName,
          Key: survey.key,
          Body: survey.body,
          Metadata: { [CANONICAL_SHA256]: survey.canonicalSha256, [MESSAGE_ID]: survey.messageId },
        },
        abortSignal,
      ),

    async canonicalSha256(Key, abortSignal) {
      const object = { Bucket: bucketName, Key };
      try {
        const head = await s3.send(new HeadObjectCommand(object), { abortSignal });
        const sha256 = head.Metadata?.[CANONICAL_SHA256];
        if (sha256 !== undefined) return { sha256 };
        const { Body } = await s3.send(new GetObjectCommand(object), { abortSignal });
        const stored = parseSurvey((await Body?.transformToString()) ?? "");
        return stored.wellFormed ? { sha256: canonicalSha256(stored.json) } : "unreadable";
      } catch (error) {
        // To a role that may not list the bucket, S3 says 403 instead: then the message comes back and finds the key free.
        if (httpStatus(error) === 404) return "absent";
        throw error;
      }
    },
  };
}

/** The bucket of what was not accepted. */
export function s3RejectedBucket(s3: S3Client, bucketName: string): RejectedBucket {
  return {
    putIfAbsent: (Key, document, abortSignal) =>
      putIfAbsent(s3, { Bucket: bucketName, Key, Body: document }, abortSignal),
  };
}

async function putIfAbsent(
  s3: S3Client,
  object: Omit<PutObjectCommandInput, "ContentType" | "IfNoneMatch">,
  abortSignal: AbortSignal,
): Promise<PutResult> {
  const command = new PutObjectCommand({ ...object, ContentType: "application/json", IfNoneMatch: "*" });
  try {
    await s3.send(command, { abortSignal });
    return "stored";
  } catch (error) {
    if (httpStatus(error) === 412) return "occupied";
    if (httpStatus(error) === 409) return "busy";
    throw error;
  }
}

function httpStatus(error: unknown): number | undefined {
  return isServiceError(error) ? error.$metadata.httpStatusCode : undefined;
}
