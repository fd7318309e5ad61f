import { DeleteCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Stack } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { type Pipeline, timestampOf } from "./pipeline.ts";

type Item = Record<string, unknown>;

/** Sends surveys of a few participants, out of order, some twice and some to be rejected, and waits until all are through. */
export async function fill(pipeline: Pipeline): Promise<void> {
  const surveys = Array.from({ length: 40 }, (_, i) =>
    surveyText({
      user_id: `p${i % 7}`,
      timestamp: timestampOf((i * 37) % 40),
      q1: 1 + (i % 5),
      freetext: `secret ${i}`,
    }),
  );
  const tooFast = surveyText({ user_id: "fast", time_elapsed: 1 });
  await pipeline.send([...surveys, ...surveys.slice(0, 5), tooFast, "not a survey"]);
  await pipeline.settle();
}

/** All items of both tables, in the order of their keys. */
export async function readTables({
  dynamodb,
  outputs,
}: Stack): Promise<{ submissions: Item[]; participants: Item[] }> {
  const read = async (TableName: string) => {
    const items: Item[] = [];
    for await (const { Items = [] } of paginateScan(
      { client: dynamodb },
      { TableName, ConsistentRead: true },
    )) {
      items.push(...Items);
    }
    const key = ({ user_id, submission_time }: Item) => `${user_id} ${submission_time}`;
    return items.toSorted((a, b) => key(a).localeCompare(key(b)));
  };
  return {
    submissions: await read(outputs.submissionsTableName),
    participants: await read(outputs.participantsTableName),
  };
}

/** Deletes all items of a table, or those that are chosen. */
export async function lose(
  stack: Stack,
  table: "submissions" | "participants",
  chosen: (item: Item, index: number) => boolean = () => true,
): Promise<void> {
  const tables = await readTables(stack);
  const { submissionsTableName, participantsTableName } = stack.outputs;
  for (const { user_id, submission_time } of tables[table].filter(chosen)) {
    await stack.dynamodb.send(
      table === "submissions"
        ? new DeleteCommand({ TableName: submissionsTableName, Key: { user_id, submission_time } })
        : new DeleteCommand({ TableName: participantsTableName, Key: { user_id } }),
    );
  }
}

/** Counts the requests that change a table, from now on. */
export function countWrites({ dynamodb }: Stack): () => number {
  let writes = 0;
  dynamodb.middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        if (/Put|Update|Delete|Write/.test(commandName)) writes++;
        return next(args);
      },
    { step: "initialize" },
  );
  return () => writes;
}
