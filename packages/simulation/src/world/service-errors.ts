import {
  DynamoDBServiceException,
  TransactionCanceledException,
  TransactionInProgressException,
} from "@aws-sdk/client-dynamodb";
import { S3ServiceException } from "@aws-sdk/client-s3";
import { SQSServiceException } from "@aws-sdk/client-sqs";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Objection } from "./transaction-engine.ts";

/** What S3 answers instead of doing what was asked, as the SDK throws it. */
export const s3Errors = {
  preconditionFailed: s3Error("PreconditionFailed", 412),
  conditionalRequestConflict: s3Error("ConditionalRequestConflict", 409),
  internalError: s3Error("InternalError", 500),
  slowDown: s3Error("SlowDown", 503),
  notFound: s3Error("NotFound", 404),
  /** The request came more than a quarter of an hour after it was signed. */
  requestTimeTooSkewed: s3Error("RequestTimeTooSkewed", 403),
} as const;

/** What DynamoDB answers instead of doing what was asked, as the SDK throws it. */
export const dynamoErrors = {
  throttled: dynamoError("ThrottlingException", 400),
  internalServerError: dynamoError("InternalServerError", 500),
  /** Another transaction holds the item of a single request. */
  transactionConflict: dynamoError("TransactionConflictException", 400),
  conditionalCheckFailed: dynamoError("ConditionalCheckFailedException", 400),
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

/** What a process itself throws instead of sending a request. */
export const processErrors = {
  /** The function's middleware lets nothing be signed after its deadline. */
  tooLateToSign: Object.assign(new Error("too late to sign"), { name: "OutOfTimeError" }),
} as const;

const cancellations = new Map<string, TransactionCanceledException>();

/** A transaction that was cancelled for these reasons, one for each of its writes. Items are as on the wire. */
export function transactionCanceled(objections: readonly Objection[]): TransactionCanceledException {
  const name = objections.map(({ code }) => code).join();
  const hasItems = objections.some(({ item }) => item !== undefined);
  const known = cancellations.get(name);
  if (known !== undefined && !hasItems) return known;
  const error = new TransactionCanceledException({
    message: `Transaction cancelled [${name}]`,
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: objections.map(({ code, item }) => ({
      Code: code,
      ...(item !== undefined && { Item: marshall(item) }),
    })),
  });
  if (!hasItems) cancellations.set(name, error);
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
