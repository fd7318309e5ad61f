import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
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

  it("keep their bytes and metadata, whatever was put over them", async () => {
    const Bucket = "bytes";
    await bucketNamed(Bucket);
    const Key = "a b&c.json";
    const put = (Body: string) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body, Metadata: { body: Body } }));
    const versions = [await put("one"), await put("two"), await put("three")];
    expect(new Set(versions.map(({ VersionId }) => VersionId)).size).toBe(3);
    for (const [i, body] of ["one", "two", "three"].entries()) {
      const object = { Bucket, Key, VersionId: versions[i]?.VersionId };
      const answer = await s3.send(new GetObjectCommand(object));
      expect(await answer.Body?.transformToString()).toBe(body);
      expect(answer.Metadata).toEqual({ body });
      expect(answer.VersionId).toBe(object.VersionId);
      const head = await s3.send(new HeadObjectCommand(object));
      expect(head).toMatchObject({ ContentLength: body.length, VersionId: object.VersionId });
    }
    expect(await s3.send(new GetObjectCommand({ Bucket, Key }))).toMatchObject({
      VersionId: versions[2]?.VersionId,
    });
  });

  it("survive a deletion, which leaves a marker that can be deleted itself", async () => {
    const Bucket = "markers";
    const bucket = await bucketNamed(Bucket);
    const { VersionId } = await bucket.put("a.json", "kept");
    const marker = await bucket.remove("a.json");
    expect(marker.DeleteMarker).toBe(true);
    const Key = "a.json";
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: "NoSuchKey" });
    const kept = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    expect(await kept.Body?.transformToString()).toBe("kept");
    const ofMarker = new GetObjectCommand({ Bucket, Key, VersionId: marker.VersionId });
    await expect(s3.send(ofMarker)).rejects.toMatchObject({ name: "MethodNotAllowed" });
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: marker.VersionId }));
    expect(await bucket.history()).toEqual(["a.json put *"]);
    const again = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await again.Body?.transformToString()).toBe("kept");
  });

  it("are deleted for good one by one, and the one before is then the newest", async () => {
    const Bucket = "one-by-one";
    const bucket = await bucketNamed(Bucket);
    const Key = "a.json";
    const [one, two] = [await bucket.put(Key, "one"), await bucket.put(Key, "two")];
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: two.VersionId }));
    const now = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await now.Body?.transformToString()).toBe("one");
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: one.VersionId }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: one.VersionId }));
    expect(await bucket.history()).toEqual([]);
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: "NoSuchKey" });
    const gone = new GetObjectCommand({ Bucket, Key, VersionId: one.VersionId });
    await expect(s3.send(gone)).rejects.toMatchObject({ name: "NoSuchVersion" });
  });

  it("are deleted many at a time, and the rest stays", async () => {
    const Bucket = "many";
    const bucket = await bucketNamed(Bucket);
    const versions = [
      await bucket.put("a&b.json", "1"),
      await bucket.put("a&b.json", "2"),
      await bucket.put("c.json"),
    ];
    const marker = await bucket.remove("c.json");
    const Objects = [
      { Key: "a&b.json", VersionId: versions[0]?.VersionId },
      { Key: "a&b.json", VersionId: versions[1]?.VersionId },
      { Key: "c.json", VersionId: marker.VersionId },
      { Key: "never.json", VersionId: "absent" },
    ];
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toMatchObject([{}, {}, { DeleteMarker: true }, { Key: "never.json" }]);
    expect(await bucket.history()).toEqual(["c.json put *"]);
    const last = { Objects: [{ Key: "c.json", VersionId: versions[2]?.VersionId }], Quiet: true };
    const quiet = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: last }));
    expect(quiet.Deleted).toBeUndefined();
    expect(await bucket.history()).toEqual([]);
  });

  it("leave a key free for a conditional put once it is deleted", async () => {
    const Bucket = "conditions";
    const bucket = await bucketNamed(Bucket);
    const put = () => s3.send(new PutObjectCommand({ Bucket, Key: "a.json", Body: "{}", IfNoneMatch: "*" }));
    await put();
    await expect(put()).rejects.toMatchObject({ name: "PreconditionFailed" });
    await bucket.remove("a.json");
    await put();
    expect(await bucket.history()).toEqual(["a.json deleted", "a.json put", "a.json put *"]);
  });

  it("are listed to the end, even if what is listed is deleted meanwhile", async () => {
    const Bucket = "meanwhile";
    const bucket = await bucketNamed(Bucket);
    for (const key of ["a", "b", "c"]) for (const body of ["1", "2"]) await bucket.put(key, body);
    const seen = new Set<string>();
    let from = {};
    for (;;) {
      const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 3, ...from }));
      for (const { Key, VersionId } of page.Versions ?? []) {
        seen.add(`${VersionId}`);
        await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
      }
      if (!page.IsTruncated) break;
      from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(seen.size).toBe(6);
    expect(await bucket.history()).toEqual([]);
  });

  it("keep a bucket from being deleted", async () => {
    const Bucket = "not-empty";
    const bucket = await bucketNamed(Bucket);
    const { VersionId } = await bucket.put("a.json");
    const marker = await bucket.remove("a.json");
    const remove = () => s3.send(new DeleteBucketCommand({ Bucket }));
    await expect(remove()).rejects.toMatchObject({ name: "BucketNotEmpty" });
    for (const id of [VersionId, marker.VersionId]) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key: "a.json", VersionId: id }));
    }
    await remove();
  });
});
