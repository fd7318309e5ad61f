import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { judge } from "@lab/study";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { s3SurveysBucket } from "../../src/stores/s3-buckets.ts";
import { sha256Of } from "../memory-stores.ts";

const body = surveyText();
const RECEIVED = "2021-09-28T16:00:00.000Z";
const raw = { key: "k", body, canonicalSha256: sha256Of(body), messageId: "m1", receivedAt: RECEIVED };
const { signal } = new AbortController();
const ETAG = '"etag"';
const stored = { canonicalSha256: raw.canonicalSha256, etag: "etag" };

/** The surveys bucket of an S3 that answers a put, a HEAD and a GET in these ways, and what it was sent. */
function bucketThatAnswers(answers: { put?: object; head?: object; get?: object }) {
  const sent: unknown[] = [];
  const send = async (command: unknown) => {
    sent.push(command);
    const answer =
      command instanceof PutObjectCommand
        ? answers.put
        : command instanceof HeadObjectCommand
          ? answers.head
          : command instanceof GetObjectCommand && answers.get;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const s3: S3Client = Object.assign(Object.create(S3Client.prototype), { send });
  return { bucket: s3SurveysBucket(s3, "surveys", judge), sent };
}

const failed = (httpStatusCode: number) =>
  new S3ServiceException({ name: "Failed", $fault: "client", $metadata: { httpStatusCode } });
const withBody = (answer: object, text = body) => ({
  ...answer,
  Body: { transformToString: async () => text },
});

describe("putting a survey", () => {
  it("gives the ETag that S3 answered, without quotes, and says in metadata what the ledger will hold", async () => {
    const { bucket, sent } = bucketThatAnswers({ put: { ETag: ETAG } });
    expect(await bucket.putIfAbsent(raw, signal)).toEqual({ etag: "etag" });
    expect(sent).toMatchObject([
      {
        input: {
          Body: body,
          IfNoneMatch: "*",
          Metadata: {
            format: "1",
            "canonical-sha256": raw.canonicalSha256,
            "message-id": "m1",
            "received-at": RECEIVED,
          },
        },
      },
    ]);
  });

  it.each([
    [412, "occupied"],
    [409, "busy"],
  ])("tells a %d apart from success", async (status, expected) => {
    expect(await bucketThatAnswers({ put: failed(status) }).bucket.putIfAbsent(raw, signal)).toBe(expected);
  });

  it("fails when S3 says no ETag, so that the message comes back", async () => {
    await expect(bucketThatAnswers({ put: {} }).bucket.putIfAbsent(raw, signal)).rejects.toThrow("ETag");
  });
});

describe("what holds a key", () => {
  const Metadata = { "canonical-sha256": raw.canonicalSha256, "received-at": RECEIVED };

  it("is told by the metadata, without reading the body", async () => {
    const { bucket, sent } = bucketThatAnswers({ head: { ETag: ETAG, Metadata } });
    expect(await bucket.occupant("k", signal)).toEqual({ ...stored, receivedAt: RECEIVED });
    expect(sent).toHaveLength(1);
  });

  const LastModified = new Date("2021-10-01T00:00:00Z");
  it.each([
    ["when a HEAD lacks them for a moment", { ETag: ETAG, Metadata }, RECEIVED],
    ["and by when S3 stored it, when it has none", { ETag: ETAG, LastModified }, LastModified.toISOString()],
    [
      "also when they say a time that is none",
      { ETag: ETAG, LastModified, Metadata: { ...Metadata, "received-at": "yesterday" } },
      LastModified.toISOString(),
    ],
  ])("is told by the body %s", async (_, answer, receivedAt) => {
    const { bucket } = bucketThatAnswers({ head: { ETag: ETAG }, get: withBody(answer) });
    expect(await bucket.occupant("k", signal)).toEqual({ ...stored, receivedAt });
  });

  it("is absent or unreadable when it is", async () => {
    expect(await bucketThatAnswers({ head: failed(404) }).bucket.occupant("k", signal)).toBe("absent");
    const unreadable = bucketThatAnswers({ head: { ETag: ETAG }, get: withBody({ ETag: ETAG }, "{}") });
    expect(await unreadable.bucket.occupant("k", signal)).toBe("unreadable");
  });
});
