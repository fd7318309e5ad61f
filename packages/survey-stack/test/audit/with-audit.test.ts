import { S3ServiceException } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readActs, whoRunsThis, withAudit } from "../../src/index.ts";
import { accessDenied, all, aTrail, networkError, type Trail } from "./a-trail.ts";

const { signal } = new AbortController();
const planned = { act: "redrive", subject: ["m1", "m2"], signal } as const;

let trail: Trail;
beforeEach(async () => {
  trail = await aTrail();
});
afterEach(() => trail[Symbol.asyncDispose]());

const read = async () => await all(readActs(trail.stack));

/** What a work throws, or the sentence that it threw nothing. */
const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "nothing was thrown",
    (error: unknown) => error,
  );

describe("an act", () => {
  it("is in the trail before it is done, and afterwards with what it counted", async () => {
    const before: unknown[] = [];
    const result = await withAudit(trail.stack, planned, async (count) => {
      before.push(...(await read()));
      count("redriven");
      count("redriven", 2);
      count("failed", 0);
      return "result";
    });
    expect(result).toBe("result");
    const { Arn } = await trail.stack.sts.send(new GetCallerIdentityCommand({}));
    const begun = {
      format: 1,
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      act: "redrive",
      begun_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      by: whoRunsThis(),
      caller: Arn,
      subject: ["m1", "m2"],
    };
    expect(before).toEqual([{ status: "read", begun, ended: undefined }]);
    const counts = { redriven: 3, failed: 0 };
    expect(await read()).toEqual([
      { status: "read", begun, ended: expect.objectContaining({ outcome: "done", counts }) },
    ]);
  });

  it("has the time of the service, not of this computer", async () => {
    trail.stack.s3.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        Object.assign(Object(result.response).headers, { date: "Tue, 24 Nov 2015 20:14:36 GMT" });
        return result;
      },
      { step: "deserialize", priority: "low" },
    );
    await withAudit(trail.stack, planned, async () => undefined);
    expect(await read()).toMatchObject([
      { begun: { begun_at: "2015-11-24T20:14:36.000Z" }, ended: { ended_at: "2015-11-24T20:14:36.000Z" } },
    ]);
  });

  it("that fails is told by the error's code, with what it counted until then, and never by its message", async () => {
    const error = Object.assign(new Error("she wrote: leave me alone"), { code: "BROKEN" });
    const failing = withAudit(trail.stack, planned, async (count) => {
      count("redriven");
      throw error;
    });
    expect(await errorOf(failing)).toBe(error);
    expect(await read()).toMatchObject([
      { ended: { outcome: "failed", error: "BROKEN", counts: { redriven: 1 } } },
    ]);
    const documents = await Promise.all((await trail.keys()).map((key) => trail.document(key)));
    expect(JSON.stringify(documents)).not.toContain("alone");
  });

  it("that is interrupted is told as such", async () => {
    const interruption = new AbortController();
    const interrupted = withAudit(trail.stack, { ...planned, signal: interruption.signal }, async () => {
      interruption.abort();
      interruption.signal.throwIfAborted();
    });
    expect(await errorOf(interrupted)).toBe(interruption.signal.reason);
    const [one] = await read();
    expect(one).toMatchObject({ ended: { outcome: "interrupted" } });
    expect(one).not.toHaveProperty("ended.error");
  });

  it.each(["HeadBucket", "PutObject"])(
    "does not begin when the trail refuses %s, and the error says so",
    async (operation) => {
      trail.fail(operation, accessDenied());
      let begun = false;
      const work = async () => {
        begun = true;
      };
      const error = await errorOf(withAudit(trail.stack, planned, work));
      expect(error).toMatchObject({ name: "AuditTrailError", code: "AUDIT_TRAIL" });
      expect(String(error)).toMatch(
        new RegExp(`S3's ${operation} failed: AccessDenied: you may not\\)\\. So the redrive did not begin`),
      );
      expect(begun).toBe(false);
    },
  );

  it("does not begin when the trail would not take what it says of itself", async () => {
    const nothing = withAudit(trail.stack, { ...planned, subject: [] }, async () => undefined);
    expect(await errorOf(nothing)).toMatchObject({ code: "AUDIT_TRAIL" });
    expect(await trail.keys()).toEqual([]);
  });

  it("that is done and cannot be told to the trail is reported, and stays as one that never ended", async () => {
    const error = await errorOf(
      withAudit(trail.stack, planned, async () => trail.fail("PutObject", accessDenied())),
    );
    expect(error).toMatchObject({ name: "AuditNotEndedError", code: "AUDIT_NOT_ENDED" });
    expect(await read()).toMatchObject([{ status: "read", ended: undefined }]);
  });

  it("that fails throws its own error, also when the trail cannot be told of it", async () => {
    const error = new Error("broken");
    const failing = withAudit(trail.stack, planned, async () => {
      trail.fail("PutObject", accessDenied());
      throw error;
    });
    expect(await errorOf(failing)).toBe(error);
  });

  it("is written once when a reply is lost", async () => {
    trail.fail("PutObject", networkError(), { times: 1, after: true });
    await withAudit(trail.stack, planned, async () => undefined);
    expect(await trail.keys()).toHaveLength(2);
    expect(await read()).toMatchObject([{ ended: { outcome: "done" } }]);
  });

  it("is written when S3 was busy with another request for the same key", async () => {
    const conflict = new S3ServiceException({
      name: "ConditionalRequestConflict",
      $fault: "client",
      $metadata: { httpStatusCode: 409 },
    });
    trail.fail("PutObject", conflict, { times: 2 });
    await withAudit(trail.stack, planned, async () => undefined);
    expect(await read()).toMatchObject([{ ended: { outcome: "done" } }]);
  });

  it("has only user and host where nobody tells who asks", async () => {
    trail.stack.sts.middlewareStack.add(
      () => async () => {
        throw accessDenied();
      },
      { step: "deserialize", priority: "low" },
    );
    await withAudit(trail.stack, planned, async () => undefined);
    const [one] = await read();
    expect(one).toMatchObject({ begun: { by: whoRunsThis() } });
    expect(one).not.toHaveProperty("begun.caller");
  });
});
