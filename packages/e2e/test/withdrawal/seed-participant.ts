import { hash } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { BatchWriteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { DOCUMENT_FORMAT, ITEM_FORMAT, rejectedObjectKey } from "@lab/survey-schema";
import type { Stack } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import pMap from "p-map";
import { keyOf, timestampOf } from "../pipeline.ts";

const IN_FLIGHT = 32;
/** As many items as one request writes. */
const BATCH = 25;

/** What is put into a stack of a participant. */
interface Seed {
  readonly user_id: string;
  /** In each of the participant's surveys. */
  readonly freetext: string;
  readonly surveys: number;
  readonly rejected: number;
}

/** Puts surveys, ledger items, a record and rejected documents of a participant where the processor would, without it. */
export async function seedParticipant(stack: Stack, seed: Seed): Promise<void> {
  const { s3, dynamodb, outputs } = stack;
  const { user_id, freetext, surveys, rejected } = seed;
  const texts = Array.from({ length: surveys }, (_, second) =>
    surveyText({ user_id, freetext, timestamp: timestampOf(second) }),
  );
  const put = (Bucket: string, Key: string, Body: string) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  await pMap(texts, (text) => put(outputs.surveysBucketName, keyOf(text), text), { concurrency: IN_FLIGHT });

  const items = texts.map((text, second) => ({
    user_id,
    submission_time: new Date(Date.UTC(2021, 8, 28, 0, 0, second)).toISOString().slice(0, 19),
    object_key: keyOf(text),
    canonical_sha256: hash("sha256", text),
    questionnaire: "daily",
    version: 1,
    time_elapsed: 5,
    format: ITEM_FORMAT,
  }));
  const batches = Array.from({ length: Math.ceil(items.length / BATCH) }, (_, i) =>
    items.slice(i * BATCH, (i + 1) * BATCH),
  );
  const write = (batch: typeof items) =>
    dynamodb.send(
      new BatchWriteCommand({
        RequestItems: { [outputs.submissionsTableName]: batch.map((Item) => ({ PutRequest: { Item } })) },
      }),
    );
  await pMap(batches, write, { concurrency: IN_FLIGHT });
  const record = { user_id, num_submission: surveys, freetext, format: ITEM_FORMAT };
  await dynamodb.send(new PutCommand({ TableName: outputs.participantsTableName, Item: record }));

  const at = "2021-09-28T16:00:00.000Z";
  const documents = Array.from({ length: rejected }, (_, i) => ({
    ...{ format: DOCUMENT_FORMAT, message_id: `${user_id}-${i}`, sender_id: "AIDAEXAMPLE" },
    ...{ sent_at: at, rejected_at: at, reasons: [{ code: "too_fast" }] },
    body: surveyText({ user_id, freetext, time_elapsed: 1, timestamp: timestampOf(i) }),
  }));
  const reject = (document: (typeof documents)[number]) => {
    const key = rejectedObjectKey({ messageId: document.message_id, sentTimestamp: Date.parse(at) });
    return put(outputs.rejectedBucketName, key, JSON.stringify(document));
  };
  await pMap(documents, reject, { concurrency: IN_FLIGHT });
}
