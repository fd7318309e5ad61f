import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
  type ObjectLockRetentionMode,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
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
afterEach(() => {
  vi.useRealTimers();
});

const DAY = 86_400_000;
const KEY = "a.json";
const accessDenied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };

/** A bucket of its own for a test, in which new versions are locked for so many days, or as it is created. */
async function bucketNamed(Bucket: string, days?: number, mode: ObjectLockRetentionMode = "GOVERNANCE") {
  await s3.send(new CreateBucketCommand({ Bucket }));
  const lock = (Days: number | undefined) =>
    s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: {
          ObjectLockEnabled: "Enabled",
          ...(Days !== undefined && { Rule: { DefaultRetention: { Mode: mode, Days } } }),
        },
      }),
    );
  if (days !== undefined) await lock(days);
  return {
    lock,
    put: (Body: string) => s3.send(new PutObjectCommand({ Bucket, Key: KEY, Body })),
    remove: (VersionId: string | undefined, BypassGovernanceRetention = false) =>
      s3.send(new DeleteObjectCommand({ Bucket, Key: KEY, VersionId, BypassGovernanceRetention })),
    read: async (VersionId?: string) => {
      const answer = await s3.send(new GetObjectCommand({ Bucket, Key: KEY, VersionId }));
      return await answer.Body?.transformToString();
    },
  };
}

describe("a bucket's lock", () => {
  it("is told as it was set, and is not there before", async () => {
    const Bucket = "told";
    const bucket = await bucketNamed(Bucket);
    const told = () => s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
    await expect(told()).rejects.toMatchObject({ name: "ObjectLockConfigurationNotFoundError" });
    await bucket.lock(30);
    expect((await told()).ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 30 } },
    });
    await bucket.lock(undefined);
    expect((await told()).ObjectLockConfiguration).toEqual({ ObjectLockEnabled: "Enabled" });
  });

  it.each([0, 36_501, 1.5])("is not taken for %d days", async (days) => {
    await expect(bucketNamed(`days-${String(days).replace(".", "-")}`, days)).rejects.toMatchObject({
      name: "MalformedXML",
    });
  });

  it("is for a bucket that there is", async () => {
    const told = s3.send(new GetObjectLockConfigurationCommand({ Bucket: "absent" }));
    await expect(told).rejects.toMatchObject({ name: "NoSuchBucket" });
  });
});

describe("a locked version", () => {
  it("is not deleted, until a request says that it bypasses governance", async () => {
    const bucket = await bucketNamed("governed", 30);
    const { VersionId } = await bucket.put("kept");
    await expect(bucket.remove(VersionId)).rejects.toMatchObject(accessDenied);
    expect(await bucket.read(VersionId)).toBe("kept");
    await bucket.remove(VersionId, true);
    await expect(bucket.read(VersionId)).rejects.toMatchObject({ name: "NoSuchVersion" });
  });

  it("is deleted by nobody in compliance mode", async () => {
    const bucket = await bucketNamed("complied", 30, "COMPLIANCE");
    const { VersionId } = await bucket.put("kept");
    await expect(bucket.remove(VersionId, true)).rejects.toMatchObject(accessDenied);
    expect(await bucket.read()).toBe("kept");
  });

  it("stays when another is put over it, and when its object is deleted, and a marker is not locked", async () => {
    const bucket = await bucketNamed("over", 30);
    const first = await bucket.put("first");
    const second = await bucket.put("second");
    expect(second.VersionId).not.toBe(first.VersionId);
    expect(await bucket.read()).toBe("second");
    const marker = await bucket.remove(undefined);
    expect(marker.DeleteMarker).toBe(true);
    await expect(bucket.read()).rejects.toMatchObject({ name: "NoSuchKey" });
    expect([await bucket.read(first.VersionId), await bucket.read(second.VersionId)]).toEqual([
      "first",
      "second",
    ]);
    await bucket.remove(marker.VersionId);
    expect(await bucket.read()).toBe("second");
  });

  it("is named among several that are deleted in one request, and the others go", async () => {
    const Bucket = "several";
    const bucket = await bucketNamed(Bucket);
    const free = await bucket.put("free");
    await bucket.lock(30);
    const locked = await bucket.put("locked");
    const Objects = [free, locked].map(({ VersionId }) => ({ Key: KEY, VersionId }));
    for (const Quiet of [true, false]) {
      const { Deleted = [], Errors } = await s3.send(
        new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet } }),
      );
      expect(Deleted.map(({ VersionId }) => VersionId)).toEqual(Quiet ? [] : [free.VersionId]);
      expect(Errors).toMatchObject([{ Key: KEY, VersionId: locked.VersionId, Code: "AccessDenied" }]);
    }
    const bypassed = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects }, BypassGovernanceRetention: true }),
    );
    expect(bypassed.Errors).toBeUndefined();
    await expect(bucket.read()).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("can be deleted when its days are over, not a moment before", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const bucket = await bucketNamed("ends", 2);
    const put = Date.now();
    const { VersionId } = await bucket.put("kept");
    vi.setSystemTime(put + 2 * DAY - 1_000);
    await expect(bucket.remove(VersionId)).rejects.toMatchObject(accessDenied);
    vi.setSystemTime(put + 2 * DAY + 60_000);
    await bucket.remove(VersionId);
    await expect(bucket.read(VersionId)).rejects.toMatchObject({ name: "NoSuchVersion" });
  });

  it("keeps the lock that it was put with when the bucket's changes, and what was put before has none", async () => {
    const bucket = await bucketNamed("changes");
    const before = await bucket.put("before");
    await bucket.lock(30);
    const locked = await bucket.put("locked");
    await bucket.lock(undefined);
    const after = await bucket.put("after");
    await bucket.remove(before.VersionId);
    await bucket.remove(after.VersionId);
    await expect(bucket.remove(locked.VersionId)).rejects.toMatchObject(accessDenied);
  });

  it("tells its lock, whichever version is asked for", async () => {
    const Bucket = "told-by-version";
    const bucket = await bucketNamed(Bucket);
    const free = await bucket.put("free");
    await bucket.lock(30);
    const earliest = Date.now() + 30 * DAY;
    const { VersionId } = await bucket.put("locked");
    for (const asked of [{}, { VersionId }]) {
      for (const command of [HeadObjectCommand, GetObjectCommand]) {
        const answer = await s3.send(new command({ Bucket, Key: KEY, ...asked }));
        expect(answer.ObjectLockMode).toBe("GOVERNANCE");
        const until = answer.ObjectLockRetainUntilDate?.getTime() ?? 0;
        expect(until).toBeGreaterThanOrEqual(earliest);
        expect(until).toBeLessThan(earliest + 60_000);
      }
    }
    const unlocked = await s3.send(new HeadObjectCommand({ Bucket, Key: KEY, VersionId: free.VersionId }));
    expect(unlocked.ObjectLockMode).toBeUndefined();
  });

  it("is one that was copied, too", async () => {
    const bucket = await bucketNamed("copied", 30);
    await bucket.put("one");
    const { VersionId } = await s3.send(
      new CopyObjectCommand({
        Bucket: "copied",
        Key: KEY,
        CopySource: `copied/${KEY}`,
        MetadataDirective: "REPLACE",
      }),
    );
    await expect(bucket.remove(VersionId)).rejects.toMatchObject(accessDenied);
  });
});

describe("a put that a lock applies to", () => {
  it("needs a checksum, as in AWS, which the SDK sends by itself", async () => {
    const bucket = await bucketNamed("checksums", 30);
    const put = (headers: Record<string, string>) =>
      fetch(`${engine.endpoint}/checksums/${KEY}`, { method: "PUT", body: "{}", headers });
    const refused = await put({});
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("Content-MD5 OR")]);
    await expect(bucket.read()).rejects.toMatchObject({ name: "NoSuchKey" });
    expect((await put({ "content-md5": "mZFLkyvTelC5g8XnyQrpOw==" })).status).toBe(200);
    await bucket.lock(undefined);
    expect((await put({})).status).toBe(200);
  });
});

describe("other ways to lock", () => {
  it("are refused instead of ignored", async () => {
    const Bucket = "others";
    const bucket = await bucketNamed(Bucket, 30);
    const { VersionId } = await bucket.put("kept");
    const notImplemented = { name: "NotImplemented" };
    const ObjectLockRetainUntilDate = new Date(Date.now() + DAY);
    const Retention = { Mode: "GOVERNANCE", RetainUntilDate: ObjectLockRetainUntilDate } as const;
    const commands = [
      () => s3.send(new CreateBucketCommand({ Bucket: "locked-at-once", ObjectLockEnabledForBucket: true })),
      () => s3.send(new PutObjectRetentionCommand({ Bucket, Key: KEY, VersionId, Retention })),
      () => s3.send(new PutObjectLegalHoldCommand({ Bucket, Key: KEY, LegalHold: { Status: "ON" } })),
      () =>
        s3.send(
          new PutObjectCommand({
            Bucket,
            Key: KEY,
            Body: "{}",
            ObjectLockMode: "GOVERNANCE",
            ObjectLockRetainUntilDate,
          }),
        ),
    ];
    for (const send of commands) await expect(send()).rejects.toMatchObject(notImplemented);
    expect(await bucket.read()).toBe("kept");
  });
});
