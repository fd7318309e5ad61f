import type { PolicyStatement } from "../policies/policy-document.ts";

/**
 * The permissions that every function behind a queue needs, for its trigger and its log.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html (permissions of the execution role)
 */
export function queueFunctionStatements(queueArn: string, logGroupArn: string): readonly PolicyStatement[] {
  return [
    {
      Sid: "TakeFromQueue",
      Effect: "Allow",
      Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      Resource: [queueArn],
    },
    {
      Sid: "WriteLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      // A log group's streams have its ARN, a colon and more.
      Resource: [`${logGroupArn}:*`],
    },
  ];
}
