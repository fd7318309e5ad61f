import { describe, expect, it } from "vitest";
import { declaredPolicies } from "./declared-policies.ts";
import { type DeclaredResource, deployUnderMocks, stacks } from "./deploy-under-mocks.ts";

const LOCK_TYPE = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const locked = { auditLockDays: "365" };
const lockOf = (days: number) => ({ rule: { defaultRetention: { mode: "GOVERNANCE", days } } });

/** What Pulumi does before it updates a lock, as the preview does too. */
async function update(
  { name, type, beforeUpdate }: DeclaredResource,
  properties: { oldInputs?: object; oldOutputs?: object; newInputs?: object },
): Promise<void> {
  for (const hook of beforeUpdate) await hook.callback({ urn: "", id: "", name, type, ...properties });
}

async function onlyLock(stack: string, overrides: Readonly<Record<string, string>> = locked) {
  const [lock, ...others] = (await deployUnderMocks(stack, overrides)).ofType(LOCK_TYPE);
  if (lock === undefined || others.length > 0) throw new Error(`${stack} has not exactly one lock`);
  return lock;
}

describe.each(stacks)("the audit bucket of %s", (stack) => {
  it("has no lock unless days are configured", async () => {
    expect((await deployUnderMocks(stack)).ofType(LOCK_TYPE)).toEqual([]);
    expect((await deployUnderMocks(stack, { auditLockDays: "0" })).ofType(LOCK_TYPE)).toEqual([]);
  });

  it("locks each new entry for the configured days, in a mode that can be lifted, and no other bucket does", async () => {
    const { name, inputs } = await onlyLock(stack);
    expect(name).toBe(`survey-${stack}-audit-lock`);
    expect(inputs).toEqual({ bucket: `survey-${stack}-audit`, ...lockOf(365) });
  });

  it("gets its lock without being replaced, which objectLockEnabled of the bucket would do", async () => {
    for (const { inputs } of (await deployUnderMocks(stack, locked)).ofType("aws:s3/bucket:Bucket")) {
      expect(inputs).not.toHaveProperty("objectLockEnabled");
      expect(inputs).not.toHaveProperty("objectLockConfiguration");
    }
  });
});

describe("the lock of a stack that protects its data", () => {
  it("cannot be switched off, since Pulumi refuses to delete it", async () => {
    expect((await onlyLock("prod")).protect).toBe(true);
  });

  it("cannot be shortened, in the preview already, and says what to do", async () => {
    const lock = await onlyLock("prod");
    expect(lock.beforeUpdate.map(({ opts }) => opts)).toEqual([{ onDryRun: true }]);
    const shorter = update(lock, { oldInputs: lockOf(365), oldOutputs: lockOf(365), newInputs: lockOf(30) });
    await expect(shorter).rejects.toThrow(/from 365 days to 30 days.*auditLockDays.*protectData/s);
  });

  it("goes by what the bucket really had, where somebody changed it by hand", async () => {
    const byHand = { oldInputs: lockOf(30), oldOutputs: lockOf(365), newInputs: lockOf(30) };
    await expect(update(await onlyLock("prod"), byHand)).rejects.toThrow(/365 days to 30 days/);
  });

  it("becomes longer, comes back or changes in other ways as it is told to", async () => {
    const lock = await onlyLock("prod");
    await update(lock, { oldInputs: lockOf(30), oldOutputs: lockOf(30), newInputs: lockOf(365) });
    await update(lock, { oldInputs: lockOf(30), oldOutputs: {}, newInputs: lockOf(30) });
    await update(lock, { newInputs: lockOf(30) });
  });
});

it("a stack without data to protect may shorten its lock and switch it off", async () => {
  const lock = await onlyLock("staging");
  expect(lock.protect).toBe(false);
  expect(lock.beforeUpdate).toEqual([]);
});

describe("deleting entries", () => {
  const denials = async (stack: string, overrides: Readonly<Record<string, string>>) =>
    declaredPolicies(await deployUnderMocks(stack, overrides)).flatMap(({ name, statements }) =>
      statements.filter(({ Sid }) => Sid === "DenyDeleting").map((statement) => ({ name, ...statement })),
    );

  it.each([{}, locked])(
    "is denied to everyone where data is protected, and in no other bucket (%j)",
    async (overrides) => {
      expect(await denials("prod", overrides)).toEqual([
        {
          name: "survey-prod-audit-policy",
          Sid: "DenyDeleting",
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
          Resource: ["arn:aws:s3:::survey-prod-audit/*"],
        },
      ]);
    },
  );

  it.each(["dev", "staging"])("is left to whoever destroys %s, which may be thrown away", async (stack) => {
    expect(await denials(stack, locked)).toEqual([]);
  });
});
