import type { BatchResultErrorEntry } from "@aws-sdk/client-sqs";
import { locateQueue } from "./queue-url.ts";
import { type FailedOutcome, type FailureCode, failedOutcome } from "./send-outcome.ts";

/**
 * Names of errors that say more than their HTTP status: SQS's and those common to AWS (SQS API reference), the SDK's, and
 * what Cognito identity pools answer to those who want credentials (Cognito API reference, GetCredentialsForIdentity).
 */
const codes: Readonly<Record<string, FailureCode>> = {
  AccessDenied: "access_denied",
  AccessDeniedException: "access_denied",
  ExpiredToken: "access_denied",
  ExpiredTokenException: "access_denied",
  IncompleteSignature: "access_denied",
  InvalidClientTokenId: "access_denied",
  InvalidSecurity: "access_denied",
  InvalidSignatureException: "access_denied",
  MissingAuthenticationToken: "access_denied",
  NotAuthorizedException: "access_denied",
  RequestExpired: "access_denied",
  RequestTimeTooSkewed: "access_denied",
  SignatureDoesNotMatch: "access_denied",
  UnrecognizedClientException: "access_denied",
  CredentialsProviderError: "configuration",
  InvalidIdentityPoolConfigurationException: "configuration",
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

/** How the SDK's errors begin, which have no name of their own, about a client that cannot send anything. */
const configuration = [
  "Credential is missing",
  "Region not accepted",
  "Resolved credential object is not valid",
];

/** How the SDK's error begins when nothing tells a region. */
const NO_REGION = "Region is missing";
const REGION_ADVICE =
  "Region is missing, and the host of the queue URL names none. Check the client's options, and set the option region (or the variable AWS_REGION)";

const advice: Readonly<Partial<Record<FailureCode, string>>> = {
  access_denied: "check the credentials, that the sender policy is attached to them, and the device's clock",
  configuration: "check the client's options queueUrl, region and credentials",
  queue_not_found: "check the queue URL and the region",
};

/** Why a whole request failed. */
export function explainError(error: unknown, signal: AbortSignal | undefined): FailedOutcome {
  if (signal?.aborted)
    return failedOutcome("aborted", "sending was aborted before the queue confirmed it", error);
  const name = error instanceof Error ? error.name : String(error);
  const message = error instanceof Error ? error.message : "";
  if (message.startsWith(NO_REGION)) return failedOutcome("configuration", REGION_ADVICE, error);
  const code = codes[name] ?? (isAboutConfiguration(message) ? "configuration" : codeOfStatus(error));
  return failedOutcome(code, sentence(name, message, advice[code]), error);
}

/** Why one survey of a request failed that SQS otherwise answered with success. */
export function explainEntry({ Code, Message, SenderFault }: BatchResultErrorEntry): FailedOutcome {
  const code = codes[Code ?? ""] ?? "service";
  return {
    ...failedOutcome(code, sentence(Code ?? "no code", Message ?? "", advice[code])),
    retryable: SenderFault !== true,
  };
}

function isAboutConfiguration(message: string): boolean {
  return configuration.some((start) => message.startsWith(start));
}

/** By the HTTP status of the service that answered, which is SQS or the source of the credentials. */
function codeOfStatus(error: unknown): FailureCode {
  const status = httpStatusOf(error);
  if (status === undefined) return "network";
  if (status === 403 || status === 401) return "access_denied";
  return status === 429 ? "throttled" : "service";
}

function httpStatusOf(error: unknown): number | undefined {
  if (!(error instanceof Error && "$fault" in error && "$metadata" in error)) return undefined;
  const { $metadata } = error;
  const isMetadata = typeof $metadata === "object" && $metadata !== null && "httpStatusCode" in $metadata;
  return isMetadata && typeof $metadata.httpStatusCode === "number" ? $metadata.httpStatusCode : undefined;
}

function sentence(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(": ");
}

/** `undefined` for the URL of a queue. Else the reason why nothing can be sent. */
export function explainQueueUrl(queueUrl: string): FailedOutcome | undefined {
  if (locateQueue(queueUrl) !== undefined) return undefined;
  const problem = `${JSON.stringify(queueUrl)} is not the URL of a queue`;
  return failedOutcome("configuration", `${problem}: it is the stack output queueUrl`);
}
