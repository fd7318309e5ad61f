import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import {
  parseRejectedObjectKey,
  parseUndeliveredObjectKey,
  participantSchema,
  rejectedDocumentSchema,
  submissionSchema,
  UNDELIVERED_PREFIX,
} from "@lab/survey-schema";
import pMap from "p-map";
import { getItems, type Item } from "../contents/get-items.ts";
import { listObjects, readObjects } from "../contents/read-objects.ts";
import { queryParticipant, scanTable } from "../contents/read-tables.ts";
import { readQueueDepth } from "./read-queue-depth.ts";
import type { Stack } from "./stack.ts";
import type { StackState, StateScope } from "./stack-state.ts";

/** How many participants' submissions are asked for at the same time. */
const QUERIES_IN_FLIGHT = 16;

/**
 * Reads what a stack holds of its surveys: every object, every item, and how deep its queues are. All of it is kept in
 * memory.
 *
 * @param options - `scope`: read only what belongs to these surveys, without reading all tables and buckets.
 * `known`: bodies by the hex MD5 of their bytes; objects of which the listing tells that they are such a body are not fetched.
 */
export async function readStackState(
  stack: Stack,
  options: { readonly scope?: StateScope; readonly known?: ReadonlyMap<string, string> } = {},
): Promise<StackState> {
  const { scope, known } = options;
  const { outputs, s3, dynamodb } = stack;
  const [surveys, rejectedBodies, undelivered, submissions, participants, queue, deadLetterQueue] =
    await Promise.all([
      readObjects(s3, outputs.surveysBucketName, {
        ...(scope && { prefix: scope.idPrefix }),
        ...(known && { known }),
      }),
      readRejected(stack, scope),
      listUndelivered(stack, scope),
      scope
        ? queryEach(dynamodb, outputs.submissionsTableName, scope.participants)
        : scan(dynamodb, outputs.submissionsTableName),
      scope
        ? getItems(
            dynamodb,
            outputs.participantsTableName,
            scope.participants.map((user_id) => ({ user_id })),
          )
        : scan(dynamodb, outputs.participantsTableName),
      readQueueDepth(stack, outputs.queueUrl),
      readQueueDepth(stack, outputs.deadLetterQueueUrl),
    ]);
  return {
    surveys,
    rejected: new Map(
      [...rejectedBodies].map(([key, body]) => [key, rejectedDocumentSchema.parse(JSON.parse(body))]),
    ),
    undelivered,
    submissions: submissions.map((item) => submissionSchema.parse(item)),
    participants: participants.map((item) => participantSchema.parse(item)),
    queue,
    deadLetterQueue,
  };
}

async function readRejected({ s3, outputs }: Stack, scope: StateScope | undefined) {
  const bucket = outputs.rejectedBucketName;
  if (scope === undefined) {
    return await readObjects(s3, bucket, { select: (key) => parseRejectedObjectKey(key) !== undefined });
  }
  const select = (key: string) => scope.messageIds.has(parseRejectedObjectKey(key)?.messageId ?? "");
  const days = scope.sentOn.map((day) => readObjects(s3, bucket, { prefix: `${day}/`, select }));
  return new Map((await Promise.all(days)).flatMap((day) => [...day]));
}

async function listUndelivered({ s3, outputs }: Stack, scope: StateScope | undefined): Promise<Set<string>> {
  const messageIds = new Set<string>();
  for await (const page of listObjects(s3, outputs.rejectedBucketName, UNDELIVERED_PREFIX)) {
    for (const { key } of page) {
      const messageId = parseUndeliveredObjectKey(key);
      if (messageId === undefined) continue;
      if (scope?.messageIds.has(messageId) ?? true) messageIds.add(messageId);
    }
  }
  return messageIds;
}

async function scan(client: DynamoDBDocumentClient, table: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of scanTable(client, table)) items.push(...page);
  return items;
}

async function queryEach(
  client: DynamoDBDocumentClient,
  table: string,
  participants: readonly string[],
): Promise<Item[]> {
  const query = (user_id: string) => queryParticipant(client, table, user_id);
  return (await pMap(participants, query, { concurrency: QUERIES_IN_FLIGHT })).flat();
}
