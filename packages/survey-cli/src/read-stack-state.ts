import { GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { participantSchema, rejectedSurveySchema, submissionSchema } from "@lab/survey-schema";
import pMap from "p-map";
import type { Stack } from "./stack.ts";
import type { QueueDepth, StackState } from "./stack-state.ts";

/** How many objects are fetched at the same time. */
const OBJECTS_IN_FLIGHT = 32;

/** Reads everything that a stack holds of its surveys: every object, every item, and how deep its queues are. */
export async function readStackState(stack: Stack): Promise<StackState> {
  const { outputs } = stack;
  const [surveys, rejectedBodies, submissions, participants, queue, deadLetterQueue] = await Promise.all([
    readObjects(stack, outputs.surveysBucketName),
    readObjects(stack, outputs.rejectedBucketName),
    readItems(stack, outputs.submissionsTableName),
    readItems(stack, outputs.participantsTableName),
    readQueueDepth(stack, outputs.queueUrl),
    readQueueDepth(stack, outputs.deadLetterQueueUrl),
  ]);
  return {
    surveys,
    rejected: new Map(
      [...rejectedBodies].map(([key, body]) => [key, rejectedSurveySchema.parse(JSON.parse(body))]),
    ),
    submissions: submissions.map((item) => submissionSchema.parse(item)),
    participants: participants.map((item) => participantSchema.parse(item)),
    queue,
    deadLetterQueue,
  };
}

const WAITING = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed"] as const;
const IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";

/** How deep a queue is, as SQS says; in AWS the numbers are approximate until a minute after the last change. */
export async function readQueueDepth({ sqs }: Stack, queueUrl: string): Promise<QueueDepth> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...WAITING, IN_FLIGHT] }),
  );
  const count = (name: (typeof WAITING)[number] | typeof IN_FLIGHT) => Number(Attributes?.[name] ?? 0);
  return { waiting: count(WAITING[0]) + count(WAITING[1]), inFlight: count(IN_FLIGHT) };
}

async function readObjects({ s3 }: Stack, Bucket: string): Promise<Map<string, string>> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
    for (const { Key } of Contents) if (Key !== undefined) keys.push(Key);
  }
  const read = async (Key: string): Promise<[string, string]> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return [Key, (await Body?.transformToString()) ?? ""];
  };
  return new Map(await pMap(keys, read, { concurrency: OBJECTS_IN_FLIGHT }));
}

async function readItems({ dynamodb }: Stack, TableName: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  const pages = paginateScan({ client: dynamodb }, { TableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}
