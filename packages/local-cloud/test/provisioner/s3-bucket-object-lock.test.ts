import {
  DeleteObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmptyCloud, startEmptyCloud } from "../../src/start-empty-cloud.ts";
import { REGION, s3Client } from "../engines/clients.ts";

const BUCKET_TYPE = "aws:s3/bucket:Bucket";
const VERSIONING_TYPE = "aws:s3/bucketVersioning:BucketVersioning";
const LOCK_TYPE = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const lockFor = (bucket: string, days: number) => ({
  bucket,
  rule: { defaultRetention: { mode: "GOVERNANCE", days } },
});

let cloud: EmptyCloud;
let s3: S3Client;

beforeAll(async () => {
  cloud = await startEmptyCloud({ region: REGION, maxWorkers: 1, ports: {}, existingDynamodb: undefined });
  s3 = s3Client(cloud.endpoints.s3);
});
afterAll(() => cloud?.close());

async function bucketWith(status?: "Enabled" | "Suspended"): Promise<string> {
  const { id: bucket } = await cloud.provider.create(BUCKET_TYPE, "trail", { forceDestroy: true });
  const versioningConfiguration = { status };
  if (status) await cloud.provider.create(VERSIONING_TYPE, "versioning", { bucket, versioningConfiguration });
  return bucket;
}

async function daysOf(Bucket: string): Promise<number | undefined> {
  const told = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
  return told.ObjectLockConfiguration?.Rule?.DefaultRetention?.Days;
}

async function putIn(Bucket: string) {
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "a" }));
  return () => s3.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId }));
}

describe("the lock of a bucket", () => {
  it("is on for what is put from then on, changes in place, and leaves the bucket when it is deleted", async () => {
    const { provider } = cloud;
    const bucket = await bucketWith("Enabled");
    const { id, state } = await provider.create(LOCK_TYPE, "lock", lockFor(bucket, 30));
    expect([id, state.objectLockEnabled, await daysOf(bucket)]).toEqual([bucket, "Enabled", 30]);
    const remove = await putIn(bucket);
    await expect(remove()).rejects.toMatchObject({ name: "AccessDenied" });

    const { changed, replaced } = provider.diff(LOCK_TYPE, "lock", lockFor(bucket, 30), lockFor(bucket, 60));
    expect({ changed, replaced }).toEqual({ changed: ["rule"], replaced: [] });
    await provider.update(LOCK_TYPE, "lock", id, lockFor(bucket, 60));
    expect(await daysOf(bucket)).toBe(60);

    await provider.delete(LOCK_TYPE, id);
    expect(await daysOf(bucket)).toBeUndefined();
    await expect(remove()).rejects.toMatchObject({ name: "AccessDenied" });
    await (await putIn(bucket))();
  });

  it("goes with a bucket that is deleted with all that is in it, as AWS's provider deletes it", async () => {
    const bucket = await bucketWith("Enabled");
    await cloud.provider.create(LOCK_TYPE, "lock", lockFor(bucket, 30));
    await putIn(bucket);
    await cloud.provider.delete(LOCK_TYPE, bucket);
    await cloud.provider.delete(BUCKET_TYPE, bucket);
    await expect(s3.send(new HeadBucketCommand({ Bucket: bucket }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });

  it.each([undefined, "Suspended"] as const)("is refused where versioning is %s", async (status) => {
    const bucket = await bucketWith(status);
    await expect(cloud.provider.create(LOCK_TYPE, "lock", lockFor(bucket, 30))).rejects.toThrow(
      /"lock": InvalidBucketState: Versioning must be 'Enabled'/,
    );
  });

  it("is refused for a bucket that is not there", async () => {
    await expect(cloud.provider.create(LOCK_TYPE, "lock", lockFor("absent", 30))).rejects.toThrow(
      /there is none/,
    );
  });

  it.each([
    [{ mode: "GOVERNANCE", days: 0 }],
    [{ mode: "GOVERNANCE", days: 36_501 }],
    [{ mode: "GOVERNANCE", years: 1 }],
    [{ mode: "FOR_EVER", days: 1 }],
    [{ days: 1 }],
  ])("is refused with %j", async (defaultRetention) => {
    const bucket = await bucketWith("Enabled");
    const lock = cloud.provider.create(LOCK_TYPE, "lock", { bucket, rule: { defaultRetention } });
    await expect(lock).rejects.toThrow(/defaultRetention/);
  });

  it("is not enabled by the bucket itself, which would be replaced by it in AWS", async () => {
    const bucket = cloud.provider.create(BUCKET_TYPE, "trail", { objectLockEnabled: true });
    await expect(bucket).rejects.toThrow(/BucketObjectLockConfiguration/);
  });
});
