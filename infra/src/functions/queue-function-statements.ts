import type { PolicyStatement } from "../policies/policy-document.ts";

/**
 * What a function needs to be fed by a queue and to write its log, whatever else it does.
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
