import { once } from "node:events";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type ItemChange, rebuild } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { envFileOf, labSurvey } from "./lab-survey.ts";
import { startPipeline } from "./pipeline.ts";
import { countWrites, fill, lose, readTables } from "./rebuild-tables.ts";

const { signal } = new AbortController();

describe("rebuilding the tables from the surveys bucket", () => {
  it("changes nothing in a healthy stack, without a single write", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const before = await readTables(pipeline.stack);
    const writes = countWrites(pipeline.stack);
    const rebuilt = await rebuild(pipeline.stack, { signal });
    expect(rebuilt).toMatchObject({
      submissions: { unchanged: 40, added: 0, replaced: 0, surplus: 0 },
      participants: { unchanged: 7, added: 0, replaced: 0, surplus: 0 },
      problems: [],
      triggerWasOn: true,
    });
    expect(writes()).toBe(0);
    expect(await readTables(pipeline.stack)).toEqual(before);
    expect(pipeline.cloud.trigger.running).toBe(true);
  });

  it.each([
    { lost: ["submissions"] },
    { lost: ["participants"] },
    { lost: ["submissions", "participants"] },
  ] as const)("gives back the same items when $lost are lost", async ({ lost }) => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const before = await readTables(pipeline.stack);
    for (const table of lost) await lose(pipeline.stack, table);
    await rebuild(pipeline.stack, { signal });
    expect(await readTables(pipeline.stack)).toEqual(before);
    // What comes afterwards is counted on top.
    await pipeline.send([surveyText({ user_id: "p0", timestamp: "123130000000" })]);
    const { receipt } = await pipeline.settle();
    expect(receipt.differences).toEqual([]);
  });

  it("mends items that were changed, and participants that miscount", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { stack } = pipeline;
    const before = await readTables(stack);
    const [submission] = before.submissions;
    await stack.dynamodb.send(
      new PutCommand({
        TableName: stack.outputs.submissionsTableName,
        Item: { ...submission, object_etag: "0".repeat(32), received_at: "2001-01-01T00:00:00Z", note: "x" },
      }),
    );
    for (const [user_id, num_submission] of [["p1", 99] as const, ["p2", 0] as const]) {
      await stack.dynamodb.send(
        new UpdateCommand({
          TableName: stack.outputs.participantsTableName,
          Key: { user_id },
          UpdateExpression: "SET num_submission = :n, q1 = :n",
          ExpressionAttributeValues: { ":n": num_submission },
        }),
      );
    }
    expect(await rebuild(stack, { signal })).toMatchObject({
      submissions: { unchanged: 39, replaced: 1 },
      participants: { unchanged: 5, replaced: 2 },
    });
    expect(await readTables(stack)).toEqual(before);
  });

  it("shows in a dry run what would change, writes nothing and leaves the trigger on", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    await lose(pipeline.stack, "submissions", (_, i) => i < 3);
    await lose(pipeline.stack, "participants", ({ user_id }) => user_id === "p6");
    const before = await readTables(pipeline.stack);
    const writes = countWrites(pipeline.stack);
    const changes: ItemChange[] = [];
    const rebuilt = await rebuild(pipeline.stack, {
      signal,
      dryRun: true,
      onChange: (change) => changes.push(change),
    });
    expect(rebuilt).toMatchObject({
      submissions: { unchanged: 37, added: 3 },
      participants: { unchanged: 6, added: 1 },
      triggerWasOn: undefined,
    });
    expect(changes.map(({ table, change }) => `${change} ${table}`).sort()).toEqual([
      "added participants",
      "added submissions",
      "added submissions",
      "added submissions",
    ]);
    expect(writes()).toBe(0);
    expect(await readTables(pipeline.stack)).toEqual(before);
  });

  it("goes on where it was stopped", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { stack } = pipeline;
    const before = await readTables(stack);
    await lose(stack, "submissions");
    await lose(stack, "participants");
    const interruption = new AbortController();
    let added = 0;
    const onChange = () => {
      if (++added === 10) interruption.abort();
    };
    await expect(rebuild(stack, { signal: interruption.signal, onChange })).rejects.toThrow();
    expect(pipeline.cloud.trigger.running).toBe(true);
    const { submissions, participants } = await rebuild(stack, { signal });
    expect(submissions.unchanged).toBeGreaterThanOrEqual(10);
    expect(submissions.unchanged + submissions.added).toBe(40);
    expect(participants.added).toBe(7);
    expect(await readTables(stack)).toEqual(before);
  });

  it("lets surveys wait in the queue meanwhile, and counts them afterwards", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { cloud, stack } = pipeline;
    await lose(stack, "participants");
    let running: boolean | undefined;
    const onProgress = () => {
      running = cloud.trigger.running;
    };
    const processed = once(cloud.events, "messagesDeleted", { signal: AbortSignal.timeout(30_000) });
    const rebuilding = rebuild(stack, { signal, onProgress });
    await pipeline.send([surveyText({ user_id: "p3", timestamp: "123130000000" })]);
    await Promise.all([rebuilding, processed]);
    expect(running).toBe(false);
    const { receipt } = await pipeline.settle();
    expect(receipt.differences).toEqual([]);
  });

  it("leaves items that the bucket knows nothing of, unless they are to be pruned", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { stack } = pipeline;
    const { submissions } = await readTables(stack);
    const lost = submissions.at(-1);
    const Bucket = stack.outputs.surveysBucketName;
    await stack.s3.send(new DeleteObjectCommand({ Bucket, Key: String(lost?.object_key) }));
    const before = await readTables(stack);
    const left = await rebuild(stack, { signal });
    expect(left).toMatchObject({
      submissions: { surplus: 1, pruned: 0, unchanged: 39 },
      problems: [{ kind: "newest_survey_missing", id: lost?.user_id }],
    });
    expect(await readTables(stack)).toEqual(before);
    const pruned = await rebuild(stack, { signal, prune: true });
    expect(pruned).toMatchObject({ submissions: { pruned: 1 }, participants: { replaced: 1 }, problems: [] });
    expect(await rebuild(stack, { signal })).toMatchObject({ submissions: { surplus: 0, unchanged: 39 } });
  });
});

describe("lab-survey rebuild", () => {
  it("rebuilds a stack that another process runs, shows a dry run, and is content with a healthy one", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const before = await readTables(pipeline.stack);
    await lose(pipeline.stack, "submissions");
    const env = await envFileOf(pipeline.cloud.environment);

    const dryRun = await labSurvey(["rebuild", "--dry-run", "--env", env]);
    expect(dryRun.stdout).toContain("added     submissions   p0092821000000.json");
    expect(dryRun.stdout).not.toContain("secret");
    expect(dryRun.code).toBe(1);

    const rebuilt = await labSurvey(["rebuild", "--json", "--env", env]);
    expect(JSON.parse(rebuilt.stdout)).toMatchObject({ ok: true, submissions: { added: 40 } });
    expect(rebuilt.code).toBe(0);
    expect(await readTables(pipeline.stack)).toEqual(before);
    expect(pipeline.cloud.trigger.running).toBe(true);
    expect((await labSurvey(["rebuild", "--dry-run", "--env", env])).code).toBe(0);
  });

  it("switches the trigger on again when it is interrupted", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    await lose(pipeline.stack, "submissions");
    const env = await envFileOf(pipeline.cloud.environment);
    const interruptAt = { text: "Ledger from", signal: "SIGINT" } as const;
    const { code } = await labSurvey(["rebuild", "--env", env], { interruptAt });
    // So few surveys may be done before the signal comes.
    expect([0, 130]).toContain(code);
    expect(pipeline.cloud.trigger.running).toBe(true);
  });

  it("needs a stack, and says where to get one", async () => {
    const { code, stderr } = await labSurvey(["rebuild", "--env", "/nowhere/stack.env"]);
    expect(stderr).toMatch(/npm run dev.*--stack/);
    expect(code).toBe(3);
    const help = await labSurvey(["rebuild", "--help"]);
    expect(help.stdout).toMatch(/--dry-run[\s\S]*Examples:/);
    expect(help.code).toBe(0);
  });
});
