import type { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import {
  type AttributeValue,
  ITEM_FORMAT,
  type Study,
  shownSurvey,
  timeAttributes,
} from "@lab/survey-schema";
import { isServiceError } from "../errors/service-error.ts";
import { dynamoParticipants } from "./dynamo-participants.ts";
import { participantState } from "./participant-state.ts";
import type { Recording, RecordResult, Tables } from "./stores.ts";

/** The ledger and the participants, in DynamoDB. */
export function dynamoTables(
  dynamo: DynamoDBDocumentClient,
  names: { readonly participantsTableName: string; readonly submissionsTableName: string },
  study: Study,
): Tables {
  const { participantsTableName, submissionsTableName } = names;
  const times = timeAttributes(study);
  return {
    ...dynamoParticipants(dynamo, participantsTableName, times),

    async record(recording, abortSignal): Promise<RecordResult> {
      const command = new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: submissionsTableName,
              Item: recording.submission,
              ConditionExpression: "attribute_not_exists(user_id)",
            },
          },
          {
            Update: {
              TableName: participantsTableName,
              ...participantUpdate(study, recording),
              ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            },
          },
        ],
      });
      try {
        await dynamo.send(command, { abortSignal });
        return { recorded: true };
      } catch (error) {
        if (isCancelled(error)) {
          const [submission, participant] = error.CancellationReasons ?? [];
          if (submission?.Code !== undefined && participant?.Code !== undefined) {
            const codes = { submissionCode: submission.Code, participantCode: participant.Code };
            // The document client leaves the items in an error as they are on the wire.
            const before = participant.Item && participantState(unmarshall(participant.Item), times);
            return { recorded: false, ...codes, participant: before };
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

/** The same as `isWithdrawn` asks, the other way round. */
const NOT_WITHDRAWN =
  "(attribute_not_exists(#withdrawal) OR (#withdrawal.#mode = :keep AND #withdrawal.#at > :sent))";

/**
 * How a recording changes its participant's record. Every name goes through a placeholder, since many are words that DynamoDB
 * keeps for itself.
 */
export function participantUpdate(study: Study, { survey, submission, sentAt, shape }: Recording) {
  const { set, remove, timeAttribute, time } = shownSurvey(study, survey);
  const request = {
    Key: { user_id: submission.user_id },
    ExpressionAttributeNames: {
      "#time": timeAttribute,
      "#count": "num_submission",
      "#format": "format",
      "#withdrawal": "withdrawal",
      "#mode": "mode",
      "#at": "at",
    },
    ExpressionAttributeValues: {
      ":time": time,
      ":one": 1,
      ":format": ITEM_FORMAT,
      ":keep": "keep",
      ":sent": new Date(sentAt).toISOString(),
    },
  };
  if (shape === "older") {
    return {
      ...request,
      ConditionExpression: `#time > :time AND ${NOT_WITHDRAWN}`,
      UpdateExpression: "SET #format = :format ADD #count :one",
    };
  }
  const names: Record<string, string> = request.ExpressionAttributeNames;
  const values: Record<string, AttributeValue> = request.ExpressionAttributeValues;
  const actions = Object.entries(set).map(([name, value], i) => {
    names[`#s${i}`] = name;
    values[`:s${i}`] = value;
    return `#s${i} = :s${i}`;
  });
  const removals = remove.map((name, i) => {
    names[`#r${i}`] = name;
    return `#r${i}`;
  });
  return {
    ...request,
    ConditionExpression: `(attribute_not_exists(#time) OR #time < :time) AND ${NOT_WITHDRAWN}`,
    UpdateExpression: [
      `SET #format = :format, ${actions.join(", ")}`,
      ...(removals.length > 0 ? [`REMOVE ${removals.join(", ")}`] : []),
      "ADD #count :one",
    ].join(" "),
  };
}
