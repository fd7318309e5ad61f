import * as z from "zod";
import type { WireRequest } from "../faults/fault-proxy.ts";

/** An action on a resource, as policies name them. */
export interface Right {
  readonly action: string;
  readonly arn: string;
}

const queueRequest = z.object({ QueueUrl: z.string() });
const inTable = z.object({ TableName: z.string() });
const batchGet = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const transaction = z.object({
  TransactItems: z.array(
    z.union([
      z.strictObject({ Put: inTable.transform(({ TableName }) => ["PutItem", TableName] as const) }),
      z.strictObject({ Update: inTable.transform(({ TableName }) => ["UpdateItem", TableName] as const) }),
      z.strictObject({ Delete: inTable.transform(({ TableName }) => ["DeleteItem", TableName] as const) }),
      z.strictObject({
        ConditionCheck: inTable.transform(({ TableName }) => ["ConditionCheckItem", TableName] as const),
      }),
    ]),
  ),
});

/**
 * What a request needs to be allowed, by AWS's documentation of each operation.
 *
 * @throws For an operation that is not here.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
 */
export function rightsOf({ service, operation, path, body }: WireRequest, region: string): readonly Right[] {
  const object = `arn:aws:s3:::${path.slice(1)}`;
  switch (`${service} ${operation}`) {
    case "s3 PutObject":
      return [{ action: "s3:PutObject", arn: object }];
    case "s3 GetObject":
    case "s3 HeadObject":
      return [{ action: "s3:GetObject", arn: object }];
    case "dynamodb TransactWriteItems":
      return transaction.parse(JSON.parse(body)).TransactItems.map((item) => {
        const [[action, table]] = Object.values(item);
        return {
          action: `dynamodb:${action}`,
          arn: `arn:aws:dynamodb:${region}:000000000000:table/${table}`,
        };
      });
    case "dynamodb BatchGetItem":
      return Object.keys(batchGet.parse(JSON.parse(body)).RequestItems).map((table) => ({
        action: "dynamodb:BatchGetItem",
        arn: `arn:aws:dynamodb:${region}:000000000000:table/${table}`,
      }));
    case "sqs ChangeMessageVisibilityBatch": {
      const name = queueRequest.parse(JSON.parse(body)).QueueUrl.split("/").at(-1);
      return [{ action: "sqs:ChangeMessageVisibility", arn: `arn:aws:sqs:${region}:000000000000:${name}` }];
    }
    default:
      throw new Error(
        `${service} ${operation} is new: say here what right it needs, and in docs/permissions.md what for`,
      );
  }
}
