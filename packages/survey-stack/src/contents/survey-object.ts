import { HeadObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import {
  canonicalSha256,
  metadataReceivedAt,
  type ObjectAnswer,
  receivedAt,
  SURVEY_OBJECT_FORMAT,
  surveyMetadata,
  unquotedEtag,
} from "@lab/survey-processor";
import {
  type Judge,
  type RejectionReason,
  type Submission,
  type Survey,
  submissionOf,
  surveyObjectKey,
} from "@lab/survey-schema";
import type { Stack } from "../stack/stack.ts";
import { readObjectAnswer } from "./read-objects.ts";

/** A survey as the surveys bucket has it, with what follows from its body and from its metadata. */
export interface StoredSurvey {
  readonly survey: Survey;
  /** The ledger item as the processor would write it. */
  readonly submission: Submission;
  /** Why it is not valid, and so should not be in the surveys bucket; none for a valid survey. */
  readonly reasons: readonly RejectionReason["code"][];
  /**
   * Names of metadata that do not agree with the body and with how the processor writes; `canonical-sha256`
   * is one of them.
   */
  readonly wrongMetadata: readonly string[];
  /** Whether the metadata have a hash, and it is not the body's. */
  readonly contradictsMetadata: boolean;
}

/**
 * Why an object is no survey that can be judged:
 *
 * - `absent`: there is no such object;
 * - `unreadable`: its body is not the survey of its key;
 * - `unknown_format`: its metadata name a format that this version does not know;
 * - `unknown_questionnaire`: it is a survey of a questionnaire, or a version, that the study does not have.
 */
export type NoSurvey = "absent" | "unreadable" | "unknown_format" | "unknown_questionnaire";

/** Reads a survey from the surveys bucket, and derives its ledger item exactly as the processor does. */
export async function readSurvey(
  { s3, outputs, judge }: Stack,
  key: string,
): Promise<StoredSurvey | NoSurvey> {
  try {
    const { body, answer } = await readObjectAnswer(s3, outputs.surveysBucketName, key);
    return storedSurvey(key, body, answer, judge);
  } catch (error) {
    if (isMissing(error)) return "absent";
    throw error;
  }
}

/** Whether there is an object under a key of the surveys bucket. */
export async function surveyExists({ s3, outputs }: Stack, key: string): Promise<boolean> {
  try {
    await s3.send(new HeadObjectCommand({ Bucket: outputs.surveysBucketName, Key: key }));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Whether S3 says that there is no such object. */
export function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
}

function storedSurvey(
  key: string,
  body: string,
  answer: ObjectAnswer,
  judge: Judge,
): StoredSurvey | NoSurvey {
  const format = answer.Metadata?.[surveyMetadata.format];
  if (format !== undefined && format !== SURVEY_OBJECT_FORMAT) return "unknown_format";
  const parsed = judge.parse(body);
  if (!parsed.wellFormed || surveyObjectKey(parsed.survey) !== key) return "unreadable";
  if (!parsed.known) return "unknown_questionnaire";
  const { reasons, flags } = judge.applyRules(parsed.survey);
  const sha256 = canonicalSha256(parsed.json);
  const said = answer.Metadata?.[surveyMetadata.canonicalSha256];
  return {
    survey: parsed.survey,
    submission: submissionOf(parsed.survey, flags, {
      canonicalSha256: sha256,
      etag: unquotedEtag(answer.ETag),
      receivedAt: receivedAt(answer),
    }),
    reasons: reasons.map(({ code }) => code),
    wrongMetadata: wrongMetadata(answer, sha256),
    contradictsMetadata: said !== undefined && said !== sha256,
  };
}

function wrongMetadata(answer: ObjectAnswer, sha256: string): string[] {
  const said = answer.Metadata ?? {};
  const right: Readonly<Record<string, boolean>> = {
    [surveyMetadata.format]: said[surveyMetadata.format] === SURVEY_OBJECT_FORMAT,
    [surveyMetadata.canonicalSha256]: said[surveyMetadata.canonicalSha256] === sha256,
    [surveyMetadata.messageId]: Boolean(said[surveyMetadata.messageId]),
    [surveyMetadata.receivedAt]: metadataReceivedAt(answer) !== undefined,
  };
  return Object.keys(right).filter((name) => right[name] !== true);
}
