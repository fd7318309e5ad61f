import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { study } from "@lab/study";
import { sqsRecord } from "@lab/testing/sqs-record";
import { surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import { createProcessor, type VisibilityChange } from "../src/index.ts";
import { instantClock, recordingObserver } from "./fixtures.ts";

const names = {
  surveysBucketName: "the surveys bucket",
  rejectedBucketName: "the rejected bucket",
  participantsTableName: "the participants table",
  submissionsTableName: "the submissions table",
};

/** A processor whose clients answer that all went well, and where each request went. */
function startProcessor({ s3IsAway = false } = {}) {
  const written: unknown[] = [];
  const putOff: VisibilityChange[] = [];
  const send = async (command: unknown) => {
    if (command instanceof PutObjectCommand) {
      if (s3IsAway) throw new Error("away");
      written.push(command.input.Bucket);
    }
    if (command instanceof TransactWriteCommand) {
      const [put, update] = command.input.TransactItems ?? [];
      written.push([put?.Put?.TableName, update?.Update?.TableName]);
    }
    return { ETag: '"etag"' };
  };
  const s3: S3Client = Object.assign(Object.create(S3Client.prototype), { send });
  const dynamodb: DynamoDBDocumentClient = Object.assign(Object.create(DynamoDBDocumentClient.prototype), {
    send,
  });
  const observer = recordingObserver();
  const processor = createProcessor({
    study,
    s3,
    dynamodb,
    queue: { changeVisibility: async (changes) => void putOff.push(...changes) },
    names,
    senders: { mode: "per-participant", roleId: "AROAEXAMPLE" },
    clock: instantClock(),
    observer,
  });
  return { processor, observer, written, putOff };
}

const own = sqsRecord("own", surveyText());
own.attributes.SenderId = "AROAEXAMPLE:0001";
const foreign = sqsRecord("foreign", surveyText());

it("writes to the buckets and tables of these names, for the senders it is told to trust", async () => {
  const { processor, observer, written, putOff } = startProcessor();
  expect(await processor([own], 25_000)).toEqual({ batchItemFailures: [] });
  expect(written).toEqual([
    names.surveysBucketName,
    [names.submissionsTableName, names.participantsTableName],
  ]);
  expect(await processor([foreign], 25_000)).toEqual({ batchItemFailures: [] });
  expect(written.at(-1)).toBe(names.rejectedBucketName);
  expect(observer.outcomes.get("foreign")).toMatchObject({ reasons: [{ code: "wrong_sender" }] });
  expect(putOff).toEqual([]);
});

it("puts off, in this queue, what could not be stored", async () => {
  const { processor, observer, putOff } = startProcessor({ s3IsAway: true });
  expect(await processor([own], 25_000)).toEqual({ batchItemFailures: [{ itemIdentifier: "own" }] });
  expect(observer.errors.get("own")).toMatchObject({ message: "away" });
  expect(putOff).toEqual([{ receiptHandle: "handle of own", visibilityTimeout: 1 }]);
});
