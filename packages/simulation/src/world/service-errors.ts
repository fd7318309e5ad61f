import {
  DynamoDBServiceException,
  TransactionCanceledException,
  TransactionInProgressException,
} from "@aws-sdk/client-dynamodb";
import { S3ServiceException } from "@aws-sdk/client-s3";
import { SQSServiceException } from "@aws-sdk/client-sqs";
import type { CancellationCode } from "./transaction-engine.ts";

/** What S3 answers instead of doing what was asked, as the SDK throws it. */
export const s3Errors = {
  preconditionFailed: s3Error("PreconditionFailed", 412),
  conditionalRequestConflict: s3Error("ConditionalRequestConflict", 409),
  internalError: s3Error("InternalError", 500),
  slowDown: s3Error("SlowDown", 503),
  notFound: s3Error("NotFound", 404),
} as const;

/** What DynamoDB answers instead of doing what was asked, as the SDK throws it. */
export const dynamoErrors = {
  throttled: dynamoError("ThrottlingException", 400),
  internalServerError: dynamoError("InternalServerError", 500),
  transactionInProgress: new TransactionInProgressException({
    $metadata: { httpStatusCode: 400 },
    message: "",
  }),
} as const;

export const sqsErrors = {
  serviceUnavailable: new SQSServiceException({
    name: "ServiceUnavailable",
    $fault: "server",
    $metadata: { httpStatusCode: 503 },
  }),
} as const;

/** What the SDK throws when there was no answer. */
export const wireErrors = {
  connectionReset: Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }),
  timedOut: Object.assign(new Error("no answer in time"), { name: "TimeoutError" }),
  aborted: Object.assign(new Error("request aborted"), { name: "AbortError" }),
} as const;

const cancellations = new Map<string, TransactionCanceledException>();

/** A transaction that was cancelled for these reasons, one for each of its writes. */
export function transactionCanceled(codes: readonly CancellationCode[]): TransactionCanceledException {
  const name = codes.join();
  const known = cancellations.get(name);
  if (known !== undefined) return known;
  const error = new TransactionCanceledException({
    message: `Transaction cancelled [${name}]`,
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
  cancellations.set(name, error);
  return error;
}

/** The SDK tries again after these, by itself (its classification in `@smithy/core/retry`). */
const retriedBySdk: ReadonlySet<unknown> = new Set<unknown>([
  s3Errors.internalError,
  s3Errors.slowDown,
  dynamoErrors.throttled,
  dynamoErrors.internalServerError,
  dynamoErrors.transactionInProgress,
  sqsErrors.serviceUnavailable,
  wireErrors.connectionReset,
  wireErrors.timedOut,
]);

export function isRetriedBySdk(error: unknown): boolean {
  return retriedBySdk.has(error);
}

function s3Error(name: string, httpStatusCode: number): S3ServiceException {
  const $fault = httpStatusCode < 500 ? "client" : "server";
  return new S3ServiceException({ name, $fault, $metadata: { httpStatusCode } });
}

function dynamoError(name: string, httpStatusCode: number): DynamoDBServiceException {
  const $fault = httpStatusCode < 500 ? "client" : "server";
  return new DynamoDBServiceException({ name, $fault, $metadata: { httpStatusCode } });
}
