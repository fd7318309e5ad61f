import type { Endpoints } from "./connection.ts";

/**
 * Where functions find S3 and DynamoDB, if not at the engines themselves: at a test's proxies, for example. Asked once, when
 * the engines run and nothing is created in them. SQS is not for it to say: the SDK follows the queue URL.
 */
export type FunctionEndpoints = (engines: Endpoints) => Promise<Pick<Endpoints, "s3" | "dynamodb">>;
