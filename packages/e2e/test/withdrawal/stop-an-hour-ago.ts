import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { ITEM_FORMAT } from "@lab/survey-schema";
import type { Stack } from "@lab/survey-stack";

/** Withdraws a participant as a command did an hour ago, so that an erasure has to wait for no function any more. */
export async function stopAnHourAgo({ dynamodb, outputs }: Stack, user_id: string): Promise<void> {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  await dynamodb.send(
    new UpdateCommand({
      TableName: outputs.participantsTableName,
      Key: { user_id },
      UpdateExpression:
        "SET #withdrawal = :withdrawal, #count = if_not_exists(#count, :none), #format = if_not_exists(#format, :format)",
      ExpressionAttributeNames: {
        "#withdrawal": "withdrawal",
        "#count": "num_submission",
        "#format": "format",
      },
      ExpressionAttributeValues: {
        ":withdrawal": { mode: "erase", at, by: "anna@lab" },
        ":none": 0,
        ":format": ITEM_FORMAT,
      },
    }),
  );
}
