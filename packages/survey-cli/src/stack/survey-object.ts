import { HeadObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import { canonicalSha256 } from "@lab/survey-processor";
import { parseSurvey, type Submission, type Survey, submissionOf, surveyObjectKey } from "@lab/survey-schema";
import { readObject } from "./read-objects.ts";
import type { Stack } from "./stack.ts";

/** The object metadata in which the processor keeps the hash of a survey's canonical JSON. */
const CANONICAL_SHA256 = "canonical-sha256";

/** A survey as the surveys bucket has it, with the ledger item that follows from it. */
export interface StoredSurvey {
  readonly survey: Survey;
  readonly submission: Submission;
}

/**
 * Reads a survey from the surveys bucket, and derives its ledger item exactly as the processor does.
 *
 * @returns `unreadable` when the body is not the survey of that key; `absent` when there is no such object.
 */
export async function readSurvey(
  { s3, outputs }: Stack,
  key: string,
): Promise<StoredSurvey | "unreadable" | "absent"> {
  let body: string;
  try {
    body = await readObject(s3, outputs.surveysBucketName, key);
  } catch (error) {
    if (isMissing(error)) return "absent";
    throw error;
  }
  const parsed = parseSurvey(body);
  if (!parsed.wellFormed || surveyObjectKey(parsed.survey) !== key) return "unreadable";
  return { survey: parsed.survey, submission: submissionOf(parsed.survey, canonicalSha256(parsed.json)) };
}

/**
 * The hash of a stored survey's canonical JSON: from the object's metadata or, where that lacks it, from the body.
 */
export async function storedSha256(
  stack: Stack,
  key: string,
): Promise<{ readonly sha256: string } | "unreadable" | "absent"> {
  try {
    const object = { Bucket: stack.outputs.surveysBucketName, Key: key };
    const { Metadata } = await stack.s3.send(new HeadObjectCommand(object));
    const sha256 = Metadata?.[CANONICAL_SHA256];
    if (sha256 !== undefined) return { sha256 };
  } catch (error) {
    if (isMissing(error)) return "absent";
    throw error;
  }
  const stored = await readSurvey(stack, key);
  return typeof stored === "string" ? stored : { sha256: stored.submission.canonical_sha256 };
}

function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
}
