import { createHash, randomBytes } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engines/engine.ts";
import { startMessagingAndStorage } from "../../src/engines/messaging-and-storage-engine.ts";
import { REGION, s3Client } from "./clients.ts";

let engine: Engine;
let s3: S3Client;

beforeAll(async () => {
  engine = await startMessagingAndStorage({ region: REGION });
  s3 = s3Client(engine.endpoint);
  await s3.send(new CreateBucketCommand({ Bucket: "surveys" }));
});
afterAll(() => engine.close());

function put(Key: string, more: Partial<PutObjectCommandInput> = {}): Promise<unknown> {
  return s3.send(new PutObjectCommand({ Bucket: "surveys", Key, Body: "{}", ...more }));
}

async function list(Bucket: string, more: { Prefix?: string; Delimiter?: string; MaxKeys?: number } = {}) {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken: token, ...more }));
    keys.push(...(page.Contents ?? []).map((object) => object.Key ?? ""));
    prefixes.push(...(page.CommonPrefixes ?? []).map((prefix) => prefix.Prefix ?? ""));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return { keys, prefixes };
}

describe("a conditional put", () => {
  it("lets exactly one of 100 simultaneous writers have the key", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, (_, writer) => put("race.json", { Body: `${writer}`, IfNoneMatch: "*" })),
    );
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(refused).toHaveLength(99);
    for (const error of refused) {
      expect(error).toMatchObject({ name: "PreconditionFailed", $metadata: { httpStatusCode: 412 } });
    }
    const winner = results.findIndex((result) => result.status === "fulfilled");
    const stored = await s3.send(new GetObjectCommand({ Bucket: "surveys", Key: "race.json" }));
    expect(await stored.Body?.transformToString()).toBe(`${winner}`);
  });

  it("takes a key that was deleted, and leaves other keys alone", async () => {
    await put("again.json", { IfNoneMatch: "*" });
    await s3.send(new DeleteObjectCommand({ Bucket: "surveys", Key: "again.json" }));
    await expect(put("again.json", { IfNoneMatch: "*" })).resolves.toBeDefined();
    await expect(put("again.json.", { IfNoneMatch: "*" })).resolves.toBeDefined();
  });

  it("leaves a put without condition as it was: the last writer wins", async () => {
    await put("plain.json", { Body: "1" });
    await expect(put("plain.json", { Body: "2" })).resolves.toBeDefined();
  });

  it("refuses conditions it does not know instead of ignoring them", async () => {
    await expect(put("x.json", { IfMatch: '"abc"' })).rejects.toMatchObject({ name: "NotImplemented" });
  });

  it("says that the bucket is missing", async () => {
    await expect(put("x.json", { Bucket: "absent", IfNoneMatch: "*" })).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
  });
});

describe("an object", () => {
  it("keeps any bytes, its metadata and the SDK's checksum", async () => {
    const body = Buffer.concat([randomBytes(300_000), Buffer.from([0, 255, 13, 10, 0xed, 0xa0, 0x80])]);
    const sha256 = createHash("sha256").update(body).digest("hex");
    await put("bytes", {
      Body: body,
      Metadata: { "content-sha256": sha256 },
      ContentType: "application/json",
    });

    const head = await s3.send(new HeadObjectCommand({ Bucket: "surveys", Key: "bytes" }));
    expect(head).toMatchObject({ ContentLength: body.length, Metadata: { "content-sha256": sha256 } });
    const got = await s3.send(
      new GetObjectCommand({ Bucket: "surveys", Key: "bytes", ChecksumMode: "ENABLED" }),
    );
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    expect(got).toMatchObject({ ContentType: "application/json", Metadata: { "content-sha256": sha256 } });
    expect(got.ChecksumCRC32).toEqual(expect.any(String));
  });

  it.each(["a b+c%2F&'\"<>.json", "2026-01-01/ä🙂.json", "a//b.json"])("may have the key %s", async (key) => {
    await put(key, { Body: key });
    const got = await s3.send(new GetObjectCommand({ Bucket: "surveys", Key: key }));
    expect(await got.Body?.transformToString()).toBe(key);
    expect((await list("surveys")).keys).toContain(key);
  });
});

describe("a listing", () => {
  it("gives every key once, in UTF-8 order, over several pages", async () => {
    await s3.send(new CreateBucketCommand({ Bucket: "many" }));
    const keys = Array.from(
      { length: 1_200 },
      (_, n) => `${["a", "B", "_", "-", "\u{ffee}", "🙂"][n % 6]}${n}.json`,
    );
    await Promise.all(keys.map((Key) => put(Key, { Bucket: "many" })));
    expect((await list("many")).keys).toEqual(
      keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
  });

  it("gives every common prefix once", async () => {
    await s3.send(new CreateBucketCommand({ Bucket: "days" }));
    const keys = ["a", "b/1", "b/2", "c/1", "d", "e/1"];
    await Promise.all(keys.map((Key) => put(Key, { Bucket: "days" })));
    expect(await list("days", { Delimiter: "/", MaxKeys: 2 })).toEqual({
      keys: ["a", "d"],
      prefixes: ["b/", "c/", "e/"],
    });
  });
});
