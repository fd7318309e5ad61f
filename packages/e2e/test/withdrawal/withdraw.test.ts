import { PutObjectCommand } from "@aws-sdk/client-s3";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { type UndeliveredSurvey, undeliveredObjectKey } from "@lab/survey-schema";
import { rebuild, reconcile, redriveSurvey, type Stack } from "@lab/survey-stack";
import { sqsRecord } from "@lab/testing/sqs-record";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { actsOf } from "../acts-of.ts";
import { envFileOf, labSurvey } from "../lab-survey.ts";
import { type Pipeline, startPipeline, timestampOf } from "../pipeline.ts";
import { lose } from "../rebuild-tables.ts";
import { everythingIn, recordOf } from "./everything-of.ts";

const { signal } = new AbortController();

/** Erasing waits as long as the function may run. This is the shortest time that may be configured. */
const quick = { config: { functionTimeoutSeconds: "10", maxReceiveCount: "500" } };

const secret = (word: string, second = 0, user_id = "1") =>
  surveyText({ user_id, timestamp: timestampOf(second), freetext: `secret ${word}` });

/** Puts a dead letter where the archiver would. */
async function putUndelivered({ s3, outputs }: Stack, messageId: string, body: string): Promise<void> {
  const { receiptHandle: _, ...message } = sqsRecord(messageId, body);
  const document: Omit<UndeliveredSurvey, "message"> & { message: unknown } = {
    format: 1,
    message: { ...message, eventSourceARN: outputs.queueArn },
    archived_at: new Date().toISOString(),
  };
  const Key = undeliveredObjectKey(messageId);
  await s3.send(
    new PutObjectCommand({ Bucket: outputs.rejectedBucketName, Key, Body: JSON.stringify(document) }),
  );
}

async function withdrawBy(pipeline: Pipeline, ...args: readonly string[]) {
  const env = await envFileOf(pipeline.cloud.environment);
  return await labSurvey(["withdraw", "--env", env, ...args]);
}

describe("a participant who withdraws and whose data are kept", () => {
  it("is stopped from then on, and shows what was collected before", async () => {
    await using pipeline = await startPipeline();
    const { stack } = pipeline;
    await pipeline.send([secret("before"), secret("of another", 0, "10")]);
    await pipeline.settle();
    const stopped = await withdrawBy(pipeline, "1", "--keep", "--yes");
    expect([stopped.code, stopped.stderr]).toEqual([0, expect.anything()]);
    expect(stopped.stdout).toContain("Stopped. What was collected is kept.");
    const { withdrawal } = (await recordOf(stack, "1")) ?? {};
    expect(withdrawal).toMatchObject({ mode: "keep", by: expect.stringContaining("@") });

    // The tombstone begins to hold a moment later, so that it was seen by then.
    await new Promise((resolve) => setTimeout(resolve, Date.parse(withdrawal.at) - Date.now() + 100));
    await pipeline.send([
      secret("after", 1),
      secret("of another", 1, "10"),
      '{"user_id":"1","freetext":"secret after"}',
    ]);
    const { state } = await pipeline.settle();
    expect(state.surveys.size).toBe(3);
    expect(await recordOf(stack, "1")).toMatchObject({ num_submission: 1, freetext: "secret before" });
    expect((await everythingIn(stack)).filter((line) => line.includes("secret after"))).toEqual([]);
    expect([...state.rejected.values()].map(({ reasons }) => reasons)).toEqual([
      [{ code: "withdrawn" }],
      [{ code: "withdrawn" }],
    ]);
    expect((await reconcile(stack, { signal, deep: true })).differences).toEqual([]);
  });

  it("keeps the tombstone when the tables are rebuilt, and takes part again when reinstated", async () => {
    await using pipeline = await startPipeline();
    const { stack, cloud } = pipeline;
    await pipeline.send([secret("before")]);
    await pipeline.settle();
    await withdrawBy(pipeline, "1", "nobody-yet", "--keep", "--yes");
    const before = await recordOf(stack, "1");
    await rebuild(stack, { signal, prune: true });
    expect(await recordOf(stack, "1")).toEqual(before);
    expect(await recordOf(stack, "nobody-yet")).toMatchObject({
      num_submission: 0,
      withdrawal: { mode: "keep" },
    });
    expect((await reconcile(stack, { signal })).differences).toEqual([]);

    const env = await envFileOf(cloud.environment);
    for (const id of ["1", "nobody-yet"]) {
      expect((await labSurvey(["reinstate", id, "--env", env])).stdout).toContain(`${id} takes part again`);
    }
    expect((await labSurvey(["reinstate", "1", "--env", env])).code).toBe(1);
    expect(await recordOf(stack, "nobody-yet")).toBeUndefined();
    await pipeline.send([secret("again", 1)]);
    expect((await pipeline.settle()).receipt).toMatchObject({ accepted: 2, rejected: 0, differences: [] });
    expect((await reconcile(stack, { signal })).differences).toEqual([]);
  });
});

describe("a participant who withdraws and whose data are erased", () => {
  it("is nowhere any more, in no version, and nobody else lost anything", async () => {
    await using pipeline = await startPipeline(quick);
    const { stack, cloud } = pipeline;
    const hers = ["1", "a-b_c"].flatMap((id) => [
      secret("first", 0, id),
      secret("second", 1, id),
      surveyText({ user_id: id, timestamp: timestampOf(2), time_elapsed: 1, freetext: "secret too fast" }),
      `{"user_id":"${id}","freetext":"secret malformed"}`,
    ]);
    const others = ["10", "01", "1-", "a-b"].flatMap((id) => [
      surveyText({ user_id: id, freetext: "of another" }),
      `{"user_id":"${id}","freetext":"of another, malformed"}`,
    ]);
    await pipeline.send([...hers, ...others, "not a JSON text"]);
    await pipeline.settle();
    await putUndelivered(stack, "dead-1", secret("undelivered", 3));
    await putUndelivered(
      stack,
      "dead-10",
      surveyText({ user_id: "10", timestamp: timestampOf(9), freetext: "of another" }),
    );
    await putUndelivered(stack, "redriven-1", secret("redriven", 4));
    expect(await redriveSurvey(stack, "redriven-1")).toMatchObject({
      status: "redriven",
      verdict: "accepted",
    });
    const before = await everythingIn(stack);
    expect(before.filter((line) => line.includes("secret")).length).toBeGreaterThanOrEqual(12);

    const dry = await withdrawBy(pipeline, "1", "a-b_c", "none", "--erase", "--dry-run");
    expect(dry.stdout).toContain("Nothing was changed.");
    expect(await everythingIn(stack)).toEqual(before);

    const erased = await withdrawBy(pipeline, "1", "a-b_c", "none", "--erase", "--yes", "--json");
    expect(erased.code).toBe(0);
    expect(JSON.parse(erased.stdout)).toMatchObject({
      erasure: {
        nameless: 1,
        unreadable: 0,
        erased: {
          "1": {
            surveys: 3,
            submissions: 3,
            records: 1,
            rejected: 2,
            undelivered: 2,
            redriven: 1,
            rejudged: 0,
          },
          "a-b_c": { surveys: 2, submissions: 2, records: 1, rejected: 2, undelivered: 0 },
          none: { surveys: 0, submissions: 0, records: 0, rejected: 0 },
        },
      },
    });
    const after = await everythingIn(stack);
    expect(after.filter((line) => line.includes("secret"))).toEqual([]);
    expect(after.filter((line) => line.includes("of another")).toSorted()).toEqual(
      before.filter((line) => line.includes("of another")).toSorted(),
    );
    const { withdrawal, ...record } = (await recordOf(stack, "1")) ?? {};
    expect(record).toEqual({ user_id: "1", num_submission: 0, format: 1 });
    expect(withdrawal).toMatchObject({ mode: "erase" });

    // A phone that was offline, a message that was under way, and a dead letter that is redriven now.
    await pipeline.send([secret("late", 5), secret("first")]);
    await pipeline.settle();
    await putUndelivered(stack, "dead-late", secret("late", 6));
    expect(await redriveSurvey(stack, "dead-late")).toMatchObject({ verdict: "withdrawn" });
    expect((await everythingIn(stack)).filter((line) => line.includes("secret"))).toEqual([]);
    await rebuild(stack, { signal, prune: true });
    expect(await recordOf(stack, "1")).toMatchObject({ num_submission: 0, withdrawal });
    expect((await reconcile(stack, { signal, deep: true })).differences).toEqual([]);

    const env = await envFileOf(cloud.environment);
    const back = await labSurvey(["reinstate", "1", "--env", env]);
    expect([back.code, back.stderr]).toEqual([3, expect.stringContaining("cannot be undone")]);
    const kept = await withdrawBy(pipeline, "1", "--keep", "--yes");
    expect([kept.code, kept.stderr]).toEqual([3, expect.stringContaining("cannot be undone")]);
    const again = await withdrawBy(pipeline, "1", "--erase", "--yes");
    expect(again.stdout).toContain("Erased, looked for again, and nothing was left.");

    const acts = await actsOf(stack);
    expect(acts).toMatchObject([
      {
        begun: { act: "erase", subject: ["1", "a-b_c", "none"] },
        ended: { outcome: "done", counts: { participants: 3, surveys_deleted: 5, rejected_deleted: 4 } },
      },
      { begun: { act: "reinstate" }, ended: { outcome: "failed", error: "ERASE_NOT_UNDONE" } },
      { begun: { act: "withdraw" }, ended: { outcome: "failed", error: "ERASE_NOT_UNDONE" } },
      { begun: { act: "erase", subject: ["1"] }, ended: { outcome: "done", counts: { surveys_deleted: 0 } } },
    ]);
    expect(JSON.stringify(acts)).not.toContain("secret");
  });

  it("is erased to the end when the command is killed half-way and run again", async () => {
    await using pipeline = await startPipeline(quick);
    const { stack, cloud } = pipeline;
    await pipeline.send([
      secret("first"),
      secret("second", 1),
      '{"user_id":"1","freetext":"secret malformed"}',
    ]);
    await pipeline.settle();
    const env = await envFileOf(cloud.environment);
    const args = ["withdraw", "1", "--erase", "--yes", "--env", env];
    const killed = await labSurvey(args, {
      interruptAt: { text: "Waiting for functions", signal: "SIGKILL" },
    });
    expect(killed.code).toBeNull();
    expect(await recordOf(stack, "1")).toMatchObject({ withdrawal: { mode: "erase" }, num_submission: 2 });
    await pipeline.send([secret("late", 2)]);
    await pipeline.settle();
    expect((await reconcile(stack, { signal })).differences).toMatchObject([
      { kind: "erased_left", user_id: "1", left: 5 },
    ]);
    expect((await labSurvey(args)).code).toBe(0);
    expect((await everythingIn(stack)).filter((line) => line.includes("secret"))).toEqual([]);
    expect((await reconcile(stack, { signal })).differences).toEqual([]);
  });
});

describe("tombstones in the audit trail", () => {
  it("come back when both tables are lost, before anything of somebody who has withdrawn is stored", async () => {
    await using pipeline = await startPipeline();
    const { stack } = pipeline;
    await pipeline.send([secret("before"), secret("of another", 0, "10"), secret("of a third", 0, "back")]);
    await pipeline.settle();
    await withdrawBy(pipeline, "1", "back", "--keep", "--yes");
    const env = await envFileOf(pipeline.cloud.environment);
    expect((await labSurvey(["reinstate", "back", "--env", env])).code).toBe(0);
    const before = await recordOf(stack, "1");
    await lose(stack, "submissions");
    await lose(stack, "participants");
    const kinds = (await reconcile(stack, { signal })).differences.map(({ kind }) => kind);
    expect(kinds).toContain("tombstone_missing");

    const rebuilt = await rebuild(stack, { signal });
    expect(rebuilt).toMatchObject({ tombstones: 1, problems: [], participants: { added: 2, replaced: 1 } });
    expect(await recordOf(stack, "1")).toEqual(before);
    expect((await recordOf(stack, "back"))?.withdrawal).toBeUndefined();
    expect((await reconcile(stack, { signal })).differences).toEqual([]);
  });

  it("are completed when the command died before it wrote there", async () => {
    await using pipeline = await startPipeline();
    const { stack } = pipeline;
    const withdrawal = { mode: "keep", at: "2026-03-02T12:00:00.000Z", by: "anna@lab" };
    await stack.dynamodb.send(
      new PutCommand({
        TableName: stack.outputs.participantsTableName,
        Item: { user_id: "1", num_submission: 0, format: 1, withdrawal },
      }),
    );
    const named = { kind: "tombstone_not_in_trail", user_id: "1" };
    expect((await reconcile(stack, { signal })).differences).toEqual([named]);
    expect((await withdrawBy(pipeline, "1", "--keep", "--yes")).stdout).toContain("before");
    expect((await reconcile(stack, { signal })).differences).toEqual([]);
  });
});

describe("the command", () => {
  it("changes nothing until it is told what becomes of the data, and of whom", async () => {
    await using pipeline = await startPipeline();
    const unsaid = await withdrawBy(pipeline, "1", "--yes");
    expect([unsaid.code, unsaid.stderr]).toEqual([2, expect.stringContaining("--keep or --erase")]);
    expect((await withdrawBy(pipeline, "1", "--keep", "--erase", "--yes")).code).toBe(2);
    expect((await withdrawBy(pipeline, "--keep", "--yes")).stderr).toContain("Name at least one participant");
    const unanswered = await withdrawBy(pipeline, "1", "--keep");
    expect([unanswered.code, unanswered.stderr]).toEqual([
      2,
      expect.stringContaining("Nothing was changed."),
    ]);
    const wrong = await withdrawBy(pipeline, "../1", "--keep", "--yes");
    expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringContaining("is no participant's id")]);
    expect(await everythingIn(pipeline.stack)).toEqual([]);
  });
});
