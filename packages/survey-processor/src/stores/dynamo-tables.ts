import type { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { isServiceError } from "../errors/service-error.ts";
import type { Recording, RecordResult, Tables } from "./stores.ts";

/** The ledger and the participants, in DynamoDB. */
export function dynamoTables(
  dynamo: DynamoDBDocumentClient,
  names: { readonly participantsTableName: string; readonly submissionsTableName: string },
): Tables {
  return {
    async record(recording, abortSignal): Promise<RecordResult> {
      const command = new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: names.submissionsTableName,
              Item: recording.submission,
              ConditionExpression: "attribute_not_exists(user_id)",
            },
          },
          { Update: { TableName: names.participantsTableName, ...participantUpdate(recording) } },
        ],
      });
      try {
        await dynamo.send(command, { abortSignal });
        return { recorded: true };
      } catch (error) {
        if (isCancelled(error)) {
          const [submissionCode, participantCode] = (error.CancellationReasons ?? []).map(({ Code }) => Code);
          if (submissionCode !== undefined && participantCode !== undefined) {
            return { recorded: false, submissionCode, participantCode };
          }
        }
        // The SDK repeated a request whose first try is still under way.
        if (isServiceError(error, "TransactionInProgressException")) {
          return { recorded: false, submissionCode: "TransactionConflict", participantCode: "None" };
        }
        throw error;
      }
    },
  };
}

function isCancelled(error: unknown): error is TransactionCanceledException {
  return isServiceError(error, "TransactionCanceledException");
}

function participantUpdate({ survey, submission, shape }: Recording) {
  const Key = { user_id: submission.user_id };
  const values = { ":time": submission.submission_time, ":one": 1 };
  if (shape === "older") {
    return {
      Key,
      ConditionExpression: "last_submission_time > :time",
      UpdateExpression: "ADD num_submission :one",
      ExpressionAttributeValues: values,
    };
  }
  const { q1, q2, q3, q4, q5, freetext } = survey;
  return {
    Key,
    ConditionExpression: "attribute_not_exists(last_submission_time) OR last_submission_time < :time",
    UpdateExpression:
      "SET q1 = :q1, q2 = :q2, q3 = :q3, q4 = :q4, q5 = :q5, freetext = :freetext, " +
      "last_submission_time = :time ADD num_submission :one",
    ExpressionAttributeValues: {
      ...values,
      ":q1": q1,
      ":q2": q2,
      ":q3": q3,
      ":q4": q4,
      ":q5": q5,
      ":freetext": freetext,
    },
  };
}
