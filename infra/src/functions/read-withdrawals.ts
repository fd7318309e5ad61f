import type { PolicyStatement } from "../policies/policy-document.ts";

/**
 * Allows reading from the participants table who has withdrawn. The records are read by their keys, those of a batch in one request.
 */
export function readWithdrawals(participantsTableArn: string): PolicyStatement {
  return {
    Sid: "ReadWithdrawals",
    Effect: "Allow",
    Action: ["dynamodb:BatchGetItem"],
    Resource: [participantsTableArn],
  };
}
