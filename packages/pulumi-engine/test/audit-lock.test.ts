import {
  DeleteObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type ServedCloud, servePulumi } from "@lab/survey-cloud";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { preview } from "./fixtures/preview.ts";
import { copyProject, type Project, policyPack } from "./fixtures/project.ts";

const LOCK = "survey-prod-audit-lock";
const KEY = "acts/20261124T201436000Z-0123456789abcdef-rebuild.begun.json";

let cloud: ServedCloud;
let project: Project;
let s3: S3Client;
let Bucket: string | undefined;

beforeAll(async () => {
  cloud = await servePulumi({ maxWorkers: 1, otherStacks: ["prod"] });
  const { region, credentials, endpoints } = cloud;
  s3 = new S3Client({ region, credentials, endpoint: endpoints.s3 });
  project = await copyProject(cloud.environment);
  await project.pulumi("stack", "init", "prod");
  await up();
  Bucket = (await project.outputs("prod")).auditBucketName;
});
afterAll(async () => {
  s3?.destroy();
  await project?.[Symbol.asyncDispose]();
  await cloud?.close();
});

const configure = (key: string, value: string) =>
  project.pulumi("config", "set", key, value, "--stack", "prod");
const up = (...options: string[]) =>
  project.pulumi("up", "--yes", "--skip-preview", "--stack", "prod", ...options);

/** How the bucket locks what is put there. */
async function retention() {
  const told = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
  return told.ObjectLockConfiguration?.Rule?.DefaultRetention;
}

/** Puts an entry as the commands do, over one that lies there already, too. */
async function putEntry() {
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: KEY, Body: "{}" }));
  return () => s3.send(new DeleteObjectCommand({ Bucket, Key: KEY, VersionId }));
}

async function refuses(text: string): Promise<void> {
  for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
    const { exitCode, output } = await project.attempt(...command, "--stack", "prod");
    expect(exitCode, command.join(" ")).not.toBe(0);
    expect(output).toContain(text);
  }
}

describe("the lock of the audit trail, by Pulumi's engine", () => {
  it("is off as long as no days are configured", async () => {
    await expect(retention()).rejects.toMatchObject({ name: "ObjectLockConfigurationNotFoundError" });
    await (await putEntry())();
  });

  it("is switched on where the bucket is already, which is not replaced, and the policy pack agrees", async () => {
    await configure("auditLockDays", "365");
    expect(await preview(project, "prod")).toEqual({ create: [LOCK] });
    expect(await up("--policy-pack", policyPack)).toContain("✅ survey-pipeline");
    expect((await project.outputs("prod")).auditBucketName).toBe(Bucket);
    expect(await retention()).toEqual({ Mode: "GOVERNANCE", Days: 365 });
    await up("--expect-no-changes");
  });

  it("keeps an entry from being deleted, and another that is put over it is another version", async () => {
    const first = await putEntry();
    const second = await putEntry();
    for (const remove of [first, second]) {
      await expect(remove()).rejects.toMatchObject({ name: "AccessDenied" });
    }
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: KEY }));
    const days = ((head.ObjectLockRetainUntilDate?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect([head.ObjectLockMode, Math.round(days)]).toEqual(["GOVERNANCE", 365]);
  });

  it("becomes longer, and is neither shortened nor switched off where data is protected", async () => {
    await configure("auditLockDays", "730");
    expect(await preview(project, "prod")).toEqual({ update: [LOCK] });
    await up();
    await configure("auditLockDays", "30");
    await refuses("from 730 days to 30 days");
    await configure("auditLockDays", "0");
    await refuses(`${LOCK}" cannot be deleted`);
    expect(await retention()).toEqual({ Mode: "GOVERNANCE", Days: 730 });
  });

  it("is shortened, and then switched off, once data is not protected, and old entries stay locked", async () => {
    const remove = await putEntry();
    await configure("protectData", "false");
    await configure("auditLockDays", "30");
    await up();
    expect(await retention()).toEqual({ Mode: "GOVERNANCE", Days: 30 });
    await configure("auditLockDays", "0");
    expect((await preview(project, "prod")).delete).toEqual([LOCK]);
    await up();
    expect(await retention()).toBeUndefined();
    await (await putEntry())();
    await expect(remove()).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("does not keep a stack that may be thrown away from being destroyed", async () => {
    await configure("auditLockDays", "30");
    await up();
    await putEntry();
    await project.pulumi("destroy", "--yes", "--stack", "prod");
    expect(cloud.provider.resources).toEqual([]);
  });
});
