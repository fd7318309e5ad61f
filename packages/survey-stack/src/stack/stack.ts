import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { StackOutputs } from "@lab/infra/stack-outputs";
import { study as ourStudy } from "@lab/study";
import { createJudge, type Judge, type Study } from "@lab/survey-schema";
import { gateChanges } from "../lease/gate.ts";
import { nameRequests } from "./failed-request.ts";

/**
 * How the AWS services of a stack are reached. For AWS itself, leave `credentials` out, and `endpoints` too
 * unless they are endpoints of a VPC. An endpoint does not say whether the stack is in AWS.
 */
export interface StackAccess {
  /** The study whose surveys the stack holds. Default: that of `@lab/study`. */
  readonly study?: Study;
  readonly outputs: StackOutputs;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly endpoints?: {
    readonly sqs?: string | undefined;
    readonly s3?: string | undefined;
    readonly dynamodb?: string | undefined;
    readonly lambda?: string | undefined;
    readonly sts?: string | undefined;
  };
}

/** A deployed stack, local or in AWS: its outputs and clients for its services, with the study whose surveys it holds. */
export interface Stack {
  readonly study: Study;
  readonly judge: Judge;
  readonly outputs: StackOutputs;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly lambda: LambdaClient;
  /** Invokes functions. It waits as long as one may run, where `lambda` gives up. */
  readonly invoker: LambdaClient;
  /** Tells who asks. */
  readonly sts: STSClient;
  close(): void;
}

/**
 * Every request is given up after this time, in milliseconds, and tried again by the SDK. The request's timeout ends with the reply's
 * first bytes, the socket's is for a reply that stops in the middle.
 */
const timeouts = {
  connectionTimeout: 5_000,
  requestTimeout: 20_000,
  socketTimeout: 20_000,
  throwOnRequestTimeout: true,
};

/** Lambda's longest timeout, in milliseconds, and what the way there and back may take. */
const INVOCATION = 900_000 + 10_000;
const invocationTimeouts = { ...timeouts, requestTimeout: INVOCATION, socketTimeout: INVOCATION };

/**
 * How often a request is tried. That takes about half a minute, because a table that grows to its load
 * throttles for a while.
 */
const THROTTLED_ATTEMPTS = 8;

export function openStack({ study = ourStudy, outputs, credentials, endpoints }: StackAccess): Stack {
  const config = { region: outputs.region, requestHandler: timeouts, ...(credentials && { credentials }) };
  const at = (endpoint: string | undefined) => ({ ...config, ...(endpoint && { endpoint }) });
  const sqs = new SQSClient(at(endpoints?.sqs));
  const s3 = new S3Client(at(endpoints?.s3));
  const dynamodb = new DynamoDBClient({ ...at(endpoints?.dynamodb), maxAttempts: THROTTLED_ATTEMPTS });
  const lambda = new LambdaClient(at(endpoints?.lambda));
  const invoker = new LambdaClient({ ...at(endpoints?.lambda), requestHandler: invocationTimeouts });
  const sts = new STSClient(at(endpoints?.sts));
  nameRequests(sqs, "SQS");
  nameRequests(s3, "S3");
  nameRequests(dynamodb, "DynamoDB");
  nameRequests(lambda, "Lambda");
  nameRequests(invoker, "Lambda");
  nameRequests(sts, "STS");
  for (const client of [s3, dynamodb, invoker]) gateChanges(client);
  return {
    study,
    judge: createJudge(study),
    outputs,
    sqs,
    s3,
    dynamodb: DynamoDBDocumentClient.from(dynamodb),
    lambda,
    invoker,
    sts,
    close() {
      for (const client of [sqs, s3, dynamodb, lambda, invoker, sts]) client.destroy();
    },
  };
}
