import type { Endpoints } from "./connection.ts";

/**
 * Where functions find S3 and DynamoDB, if not at the engines themselves, for example at a test's proxies. It
 * is called once, when the engines run and nothing is created in them. It cannot set the endpoint of SQS,
 * because the SDK follows the queue URL.
 */
export type FunctionEndpoints = (engines: Endpoints) => Promise<Pick<Endpoints, "s3" | "dynamodb">>;
