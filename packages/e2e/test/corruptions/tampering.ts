import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { DeleteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type RejectedSurvey, rejectedSurveySchema } from "@lab/survey-schema";
import type { Stack } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";

/** A survey of the participant whom a corruption is about, as it was stored. */
export interface StoredForTampering {
  readonly key: string;
  readonly body: string;
  readonly metadata: Record<string, string>;
  readonly item: Readonly<Record<string, unknown>>;
}

/** What somebody who holds the keys can do to a stack, and what it has of the participant whom a corruption is about. */
export interface Tampering {
  readonly user_id: string;
  /** The participant's surveys, the oldest first. */
  readonly surveys: readonly [StoredForTampering, StoredForTampering, StoredForTampering];
  /** The participant's rejected survey: too fast. */
  readonly rejected: { readonly key: string; readonly document: RejectedSurvey };
  /** Puts an object in the surveys bucket, over what is there. */
  putSurvey(key: string, body: string, metadata?: Record<string, string>): Promise<void>;
  deleteSurvey(key: string): Promise<void>;
  /** Puts an object in the rejected bucket, over what is there. */
  putRejected(key: string, document: unknown): Promise<void>;
  deleteRejected(key: string): Promise<void>;
  putItem(item: Readonly<Record<string, unknown>>): Promise<void>;
  deleteItem(item: Readonly<Record<string, unknown>>): Promise<void>;
  /** Sets an attribute of the participant's record. */
  setRecord(attribute: string, value: unknown): Promise<void>;
  putRecord(record: Readonly<Record<string, unknown>>): Promise<void>;
  deleteRecord(): Promise<void>;
}

/** The three surveys of a participant that every corruption finds. */
export const timestamps = ["092821080000", "092821120000", "092821200000"] as const;

/** A participant's surveys to be sent: three that are valid, and one that is too fast. */
export function surveysOf(user_id: string): string[] {
  return [
    ...timestamps.map((timestamp) => surveyText({ user_id, timestamp, freetext: `of ${timestamp}` })),
    surveyText({ user_id, timestamp: "092821220000", time_elapsed: 1 }),
  ];
}

/** Sets an attribute of a participant's record, which comes to be if there is none. */
export async function setRecord(
  { dynamodb, outputs }: Stack,
  user_id: string,
  attribute: string,
  value: unknown,
): Promise<void> {
  await dynamodb.send(
    new UpdateCommand({
      TableName: outputs.participantsTableName,
      Key: { user_id },
      UpdateExpression: "SET #attribute = :value",
      ExpressionAttributeNames: { "#attribute": attribute },
      ExpressionAttributeValues: { ":value": value },
    }),
  );
}

/** The rejected surveys of a stack, by participant. */
export async function rejectedOf({ s3, outputs }: Stack): Promise<Map<string, Tampering["rejected"]>> {
  const Bucket = outputs.rejectedBucketName;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const found = new Map<string, Tampering["rejected"]>();
  for (const { Key: key = "" } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
    const document = rejectedSurveySchema.parse(JSON.parse((await Body?.transformToString()) ?? ""));
    found.set(JSON.parse(document.body).user_id, { key, document });
  }
  return found;
}

export async function tamperingWith(
  stack: Stack,
  user_id: string,
  items: readonly Readonly<Record<string, unknown>>[],
  rejected: Tampering["rejected"] | undefined,
): Promise<Tampering> {
  const { s3, dynamodb, outputs } = stack;
  const put = async (Bucket: string, Key: string, Body: string, Metadata: Record<string, string>) => {
    const ContentLength = Buffer.byteLength(Body);
    await s3.send(
      new PutObjectCommand({ Bucket, Key, Body, ContentLength, Metadata, ContentType: "application/json" }),
    );
  };
  const stored = async (timestamp: string): Promise<StoredForTampering> => {
    const key = `${user_id}${timestamp}.json`;
    const object = { Bucket: outputs.surveysBucketName, Key: key };
    const { Body, Metadata = {} } = await s3.send(new GetObjectCommand(object));
    const item = items.find(({ object_key }) => object_key === key);
    if (item === undefined) throw new Error(`the ledger lacks ${key}`);
    return { key, body: (await Body?.transformToString()) ?? "", metadata: Metadata, item };
  };
  if (rejected === undefined) throw new Error(`nothing of ${user_id} was rejected`);
  const [oldest, middle, newest] = timestamps;
  const keyOfItem = ({ user_id: id, submission_time }: Readonly<Record<string, unknown>>) => ({
    user_id: id,
    submission_time,
  });
  return {
    user_id,
    surveys: [await stored(oldest), await stored(middle), await stored(newest)],
    rejected,
    putSurvey: (key, body, metadata = {}) => put(outputs.surveysBucketName, key, body, metadata),
    async deleteSurvey(Key) {
      await s3.send(new DeleteObjectCommand({ Bucket: outputs.surveysBucketName, Key }));
    },
    putRejected: (key, document) => put(outputs.rejectedBucketName, key, JSON.stringify(document), {}),
    async deleteRejected(Key) {
      await s3.send(new DeleteObjectCommand({ Bucket: outputs.rejectedBucketName, Key }));
    },
    async putItem(Item) {
      await dynamodb.send(new PutCommand({ TableName: outputs.submissionsTableName, Item: { ...Item } }));
    },
    async deleteItem(item) {
      const Key = keyOfItem(item);
      await dynamodb.send(new DeleteCommand({ TableName: outputs.submissionsTableName, Key }));
    },
    setRecord: (attribute, value) => setRecord(stack, user_id, attribute, value),
    async putRecord(Item) {
      await dynamodb.send(new PutCommand({ TableName: outputs.participantsTableName, Item: { ...Item } }));
    },
    async deleteRecord() {
      await dynamodb.send(new DeleteCommand({ TableName: outputs.participantsTableName, Key: { user_id } }));
    },
  };
}
