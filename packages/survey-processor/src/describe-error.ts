import { DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { S3ServiceException } from "@aws-sdk/client-s3";
import {
  InconsistentTablesError,
  OutOfTimeError,
  RecordingRefusedError,
  StoreBusyError,
  VisibilityUnchangedError,
} from "./errors.ts";

/** Errors whose messages are known to hold ids and codes only. */
const WITHOUT_ANSWERS = [
  DynamoDBServiceException,
  S3ServiceException,
  InconsistentTablesError,
  OutOfTimeError,
  RecordingRefusedError,
  StoreBusyError,
  VisibilityUnchangedError,
];

/**
 * What a log may say of an error. The message of an error from elsewhere could quote what was being processed, a
 * participant's answer, so of such an error only its name and where it was thrown are told.
 */
export function describeError(error: unknown): Readonly<Record<string, string | undefined>> {
  if (!(error instanceof Error)) return { error: typeof error };
  if (WITHOUT_ANSWERS.some((kind) => error instanceof kind)) {
    const requestId =
      error instanceof S3ServiceException || error instanceof DynamoDBServiceException
        ? error.$metadata.requestId
        : undefined;
    return { error: error.name, error_message: error.message, request_id: requestId };
  }
  return {
    error: error.name,
    thrown_at: error.stack
      ?.split("\n")
      .find((line) => /^\s+at /.test(line))
      ?.trim(),
  };
}
