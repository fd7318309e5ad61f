import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
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
});
afterAll(() => engine.close());

/** A bucket of its own for a test. */
async function bucketNamed(Bucket: string) {
  await s3.send(new CreateBucketCommand({ Bucket }));
  return {
    put: (Key: string, Body = "{}") => s3.send(new PutObjectCommand({ Bucket, Key, Body })),
    remove: (Key: string) => s3.send(new DeleteObjectCommand({ Bucket, Key })),
    /** Everything that happened, page by page, as `key what`, and a star for the newest. */
    async history(MaxKeys = 1_000) {
      const told: string[] = [];
      let from = {};
      for (;;) {
        const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys, ...from }));
        const line =
          (what: string) => (version: { Key?: string | undefined; IsLatest?: boolean | undefined }) =>
            `${version.Key} ${what}${version.IsLatest ? " *" : ""}`;
        told.push(
          ...(page.Versions ?? []).map(line("put")),
          ...(page.DeleteMarkers ?? []).map(line("deleted")),
        );
        if (!page.IsTruncated) return told.sort();
        from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      }
    },
  };
}

describe("the versions of a bucket", () => {
  it("tell what was put, put over and deleted, however long a page is", async () => {
    const bucket = await bucketNamed("histories");
    expect(await bucket.history()).toEqual([]);
    await bucket.put("a&b.json");
    await bucket.put("a&b.json", "[]");
    await bucket.put("once.json");
    await bucket.put("gone.json");
    await bucket.remove("gone.json");
    await bucket.put("\u{1f600}.json");
    const expected = [
      "a&b.json put",
      "a&b.json put *",
      "gone.json deleted *",
      "gone.json put",
      "once.json put *",
      "\u{1f600}.json put *",
    ].sort();
    for (const pageLength of [1_000, 1, 2, 5]) expect(await bucket.history(pageLength)).toEqual(expected);
  });

  it("have the ETag of each put, also of a copy, and an id of their own", async () => {
    const bucket = await bucketNamed("copies");
    const { ETag } = await bucket.put("from.json", "text");
    await s3.send(
      new CopyObjectCommand({ Bucket: "copies", Key: "to.json", CopySource: "copies/from.json" }),
    );
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: "copies" }));
    expect(Versions.map((version) => version.ETag)).toEqual([ETag, ETag]);
    expect(new Set(Versions.map(({ VersionId }) => VersionId)).size).toBe(2);
  });

  it("tell of several deletions in one request", async () => {
    const bucket = await bucketNamed("several");
    await bucket.put("a<b.json");
    await bucket.put("b.json");
    const Objects = [{ Key: "a<b.json" }, { Key: "b.json" }];
    await s3.send(new DeleteObjectsCommand({ Bucket: "several", Delete: { Objects } }));
    expect(await bucket.history()).toEqual([
      "a<b.json deleted *",
      "a<b.json put",
      "b.json deleted *",
      "b.json put",
    ]);
  });

  it("have no bytes, and say so", async () => {
    const bucket = await bucketNamed("bytes");
    await bucket.put("a.json");
    const version = new GetObjectCommand({ Bucket: "bytes", Key: "a.json", VersionId: "1" });
    await expect(s3.send(version)).rejects.toMatchObject({ name: "NotImplemented" });
  });
});
