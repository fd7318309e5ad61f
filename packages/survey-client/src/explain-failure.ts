import { type BatchResultErrorEntry, SQSServiceException } from "@aws-sdk/client-sqs";
import { type FailedOutcome, type FailureCode, failedOutcome } from "./send-outcome.ts";

/** Error names of SQS and of AWS's common errors (SQS API reference) that say more than their HTTP status. */
const CODES: Readonly<Record<string, FailureCode>> = {
  AccessDenied: "access_denied",
  AccessDeniedException: "access_denied",
  CredentialsProviderError: "access_denied",
  ExpiredToken: "access_denied",
  ExpiredTokenException: "access_denied",
  IncompleteSignature: "access_denied",
  InvalidClientTokenId: "access_denied",
  InvalidSecurity: "access_denied",
  InvalidSignatureException: "access_denied",
  MissingAuthenticationToken: "access_denied",
  SignatureDoesNotMatch: "access_denied",
  UnrecognizedClientException: "access_denied",
  "AWS.SimpleQueueService.NonExistentQueue": "queue_not_found",
  QueueDoesNotExist: "queue_not_found",
  BatchRequestTooLong: "too_large",
  KmsThrottled: "throttled",
  OverLimit: "throttled",
  RequestThrottled: "throttled",
  ServiceUnavailable: "throttled",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  TooManyRequestsException: "throttled",
};

const ADVICE: Readonly<Partial<Record<FailureCode, string>>> = {
  access_denied: "check the credentials and that the sender policy is attached to them",
  queue_not_found: "check the queue URL and the region",
};

/** Why a whole request failed. */
export function explainError(error: unknown, signal: AbortSignal | undefined): FailedOutcome {
  if (signal?.aborted)
    return failedOutcome("aborted", "sending was aborted before the queue confirmed it", error);
  const name = error instanceof Error ? error.name : String(error);
  const message = error instanceof Error ? error.message : "";
  const code = CODES[name] ?? codeOfStatus(error);
  return failedOutcome(code, sentence(name, message, ADVICE[code]), error);
}

/** Why one survey of a request failed that SQS otherwise answered with success. */
export function explainEntry({ Code, Message, SenderFault }: BatchResultErrorEntry): FailedOutcome {
  const code = CODES[Code ?? ""] ?? "service";
  return {
    ...failedOutcome(code, sentence(Code ?? "no code", Message ?? "", ADVICE[code])),
    retryable: SenderFault !== true,
  };
}

function codeOfStatus(error: unknown): FailureCode {
  if (!(error instanceof SQSServiceException)) return "network";
  const status = error.$metadata.httpStatusCode ?? 0;
  if (status === 403 || status === 401) return "access_denied";
  if (status === 429 || error.$retryable?.throttling) return "throttled";
  return "service";
}

function sentence(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(": ");
}
