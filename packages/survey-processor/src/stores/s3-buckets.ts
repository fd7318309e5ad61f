import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Judge, StoredAs } from "@lab/survey-schema";
import { isServiceError } from "../errors/service-error.ts";
import { canonicalSha256 } from "./canonical-sha256.ts";
import type { PutResult, RejectedBucket, SurveysBucket } from "./stores.ts";
import {
  metadataReceivedAt,
  receivedAt,
  SURVEY_OBJECT_FORMAT,
  surveyMetadata,
  unquotedEtag,
} from "./survey-object.ts";

/** The bucket of raw accepted surveys. Its objects are put once and never change. */
export function s3SurveysBucket(s3: S3Client, bucketName: string, judge: Judge): SurveysBucket {
  return {
    async putIfAbsent(survey, abortSignal) {
      const Metadata = {
        [surveyMetadata.format]: SURVEY_OBJECT_FORMAT,
        [surveyMetadata.canonicalSha256]: survey.canonicalSha256,
        [surveyMetadata.messageId]: survey.messageId,
        [surveyMetadata.receivedAt]: survey.receivedAt,
      };
      const object = { Bucket: bucketName, Key: survey.key, Body: survey.body, Metadata };
      const put = await putIfAbsent(s3, object, abortSignal);
      return typeof put === "string" ? put : { etag: unquotedEtag(put.ETag) };
    },

    async occupant(Key, abortSignal) {
      const object = { Bucket: bucketName, Key };
      try {
        const head = await s3.send(new HeadObjectCommand(object), { abortSignal });
        const sha256 = head.Metadata?.[surveyMetadata.canonicalSha256];
        const received = metadataReceivedAt(head);
        if (sha256 !== undefined && received !== undefined) {
          return { canonicalSha256: sha256, etag: unquotedEtag(head.ETag), receivedAt: received };
        }
        return await readOccupant(s3, object, judge, abortSignal);
      } catch (error) {
        // To a role that may not list the bucket, S3 says 403 instead: then the message comes back and finds the key free.
        if (httpStatus(error) === 404) return "absent";
        throw error;
      }
    },
  };
}

/** What metadata do not tell of an object follows from its body, and from when S3 stored it. */
async function readOccupant(
  s3: S3Client,
  object: { readonly Bucket: string; readonly Key: string },
  judge: Judge,
  abortSignal: AbortSignal,
): Promise<StoredAs | "unreadable"> {
  const answer = await s3.send(new GetObjectCommand(object), { abortSignal });
  const stored = judge.parse((await answer.Body?.transformToString()) ?? "");
  if (!stored.wellFormed) return "unreadable";
  return {
    canonicalSha256: canonicalSha256(stored.json),
    etag: unquotedEtag(answer.ETag),
    receivedAt: receivedAt(answer),
  };
}

/** The bucket of what was not accepted. */
export function s3RejectedBucket(s3: S3Client, bucketName: string): RejectedBucket {
  return {
    async putIfAbsent(Key, document, abortSignal): Promise<PutResult> {
      const put = await putIfAbsent(s3, { Bucket: bucketName, Key, Body: document }, abortSignal);
      return typeof put === "string" ? put : "stored";
    },
  };
}

async function putIfAbsent(
  s3: S3Client,
  object: Omit<PutObjectCommandInput, "ContentType" | "IfNoneMatch">,
  abortSignal: AbortSignal,
) {
  const command = new PutObjectCommand({ ...object, ContentType: "application/json", IfNoneMatch: "*" });
  try {
    return await s3.send(command, { abortSignal });
  } catch (error) {
    if (httpStatus(error) === 412) return "occupied";
    if (httpStatus(error) === 409) return "busy";
    throw error;
  }
}

function httpStatus(error: unknown): number | undefined {
  return isServiceError(error) ? error.$metadata.httpStatusCode : undefined;
}
