import { whoRunsThis } from "@lab/survey-stack";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeAway } from "./dead-letters.ts";
import { type CommandRun, envFileOf, labSurvey } from "./lab-survey.ts";
import { type PausedPipeline, startPausedPipeline } from "./pausing/paused-pipeline.ts";
import { type Pipeline, startPipeline } from "./pipeline.ts";
import { fill, lose, readTables } from "./rebuild-tables.ts";

describe("the audit trail", () => {
  let pipeline: Pipeline;
  let env: string;
  const run = async (...args: readonly string[]): Promise<CommandRun> =>
    await labSurvey([...args, "--env", env]);
  beforeAll(async () => {
    pipeline = await startPipeline();
    await fill(pipeline);
    env = await envFileOf(pipeline.cloud.environment);
  });
  afterAll(() => pipeline[Symbol.asyncDispose]());

  it("knows nothing of lists and dry runs", async () => {
    for (const args of [["rebuild", "--dry-run"], ["redrive"], ["rejudge"]]) {
      expect((await run(...args)).code, args.join(" ")).toBe(0);
    }
    const { stdout, code } = await run("audit");
    expect(stdout).toContain("The audit trail has no such act.");
    expect(code).toBe(0);
  });

  it("keeps a command from beginning when it cannot be written", async () => {
    await lose(pipeline.stack, "submissions", ({ user_id }) => user_id === "p1");
    const before = await readTables(pipeline.stack);
    const bringBack = await takeAway(pipeline.stack, pipeline.stack.outputs.auditBucketName);
    for (const args of [["rebuild"], ["redrive", "--run"], ["rejudge", "--run"]]) {
      const { stderr, code } = await run(...args);
      expect(stderr).toMatch(/The audit trail cannot be written .* did not begin, and nothing was changed/);
      expect(code, args.join(" ")).toBe(3);
    }
    await bringBack();
    expect(await readTables(pipeline.stack)).toEqual(before);
    expect((await run("audit")).stdout).toContain("no such act");
  });

  it("lists every command that changed something: who, what, how many, and how it ended", async () => {
    for (const args of [["rebuild"], ["redrive", "--run"], ["rejudge", "--run"]]) {
      expect((await run(...args)).code, args.join(" ")).toBe(0);
    }
    const people = await run("audit");
    expect(people.stdout).toMatch(/ rebuild +both tables +6 submissions added +done/);
    expect(people.stdout).toMatch(/ redrive +all undelivered surveys +done/);
    expect(people.stdout).toContain("3 acts.");
    const { stdout, code } = await run("audit", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      acts: [
        {
          begun: { act: "rebuild", by: whoRunsThis(), caller: expect.stringMatching(/^arn:aws:/) },
          ended: { outcome: "done", counts: { submissions_added: 6 } },
        },
        { begun: { act: "redrive" }, ended: { outcome: "done", counts: {} } },
        { begun: { act: "rejudge", subject: ["surveys rejected as unknown_questionnaire"] } },
      ],
    });
    expect(code).toBe(0);
    expect(people.stdout + stdout).not.toContain("secret");
  });

  it("is listed by kinds of acts and from a time on", async () => {
    const some = await run("audit", "--act", "rejudge", "redrive", "--json");
    const names = JSON.parse(some.stdout).acts.map((one: { begun: { act: string } }) => one.begun.act);
    expect(names).toEqual(["redrive", "rejudge"]);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect((await run("audit", "--since", tomorrow)).stdout).toContain("no such act");
    expect((await run("audit", "--since", "2026-01-01")).stdout).toContain("3 acts.");
  });

  it.each([
    ["--since", "yesterday"],
    ["--since", "2026-02-30"],
    ["--since", "2026-11-24T20:00:00"],
    ["--act", "forget"],
  ])("refuses %s %s as wrong usage", async (option, value) => {
    expect((await run("audit", option, value)).code).toBe(2);
  });
});

describe("a command that was stopped", () => {
  let stage: PausedPipeline;
  beforeAll(async () => {
    stage = await startPausedPipeline();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  it.each([
    ["by SIGKILL", "SIGKILL", /rebuild +both tables +NEVER ENDED/],
    ["by a hang-up", "SIGHUP", /rebuild +both tables +.*interrupted/],
  ] as const)("%s stands in the audit trail as what it is", async (_how, signal, listed) => {
    const rebuild = await stage.startRebuildHeldAt("s3", {
      request: "GET /",
      occurrence: 1,
      side: "before it takes effect",
    });
    rebuild.process.kill(signal);
    stage.s3.release();
    await rebuild.ended;
    const audit = stage.start("audit");
    expect(await audit.ended).toBe(0);
    expect(audit.output()).toMatch(listed);
    await stage.reset();
  });

  it("and run again is there twice", async () => {
    const next = stage.start("rebuild");
    expect(await next.ended, next.output()).toBe(0);
    const audit = stage.start("audit", "--act", "rebuild");
    await audit.ended;
    expect(audit.output()).toMatch(/NEVER ENDED[\s\S]*interrupted[\s\S]*submissions added +done/);
    expect(audit.output()).toContain("1 never ended.");
    await stage.expectAllIsWell();
  });
});
