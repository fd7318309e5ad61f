import { paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Stack } from "@lab/survey-stack";

/**
 * How many accepted surveys the ledger has of each participant. It is read consistently and whole, for which DynamoDB sends only ids.
 * They are kept in memory, so that takes more with more participants, and not with more surveys.
 *
 * @param onRead - is told how many items were read so far.
 */
export async function countSubmissions(
  { dynamodb, outputs }: Pick<Stack, "dynamodb" | "outputs">,
  { signal, onRead }: { readonly signal: AbortSignal; readonly onRead?: (items: number) => void },
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const request = {
    TableName: outputs.submissionsTableName,
    ConsistentRead: true,
    ProjectionExpression: "user_id",
  };
  let read = 0;
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, request)) {
    signal.throwIfAborted();
    for (const { user_id } of Items) counts.set(String(user_id), (counts.get(String(user_id)) ?? 0) + 1);
    read += Items.length;
    onRead?.(read);
  }
  return counts;
}
