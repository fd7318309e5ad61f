import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { judge, study } from "@lab/study";
import { planSpike } from "@lab/survey-stack";
import { testFolder, testSeed } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { envFileOf, labSurvey } from "./lab-survey.ts";
import { startPipeline } from "./pipeline.ts";

const small = ["--participants", "20", "--surveys", "5"];

describe("lab-survey spike", () => {
  it("shows how it is used, with examples and exit codes", async () => {
    const { code, stdout } = await labSurvey(["spike", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/--participants[\s\S]*Examples:[\s\S]*Exit codes:/);
  });

  it.each([
    [["spike", "--participants", "none"], /whole number/],
    [["spike", "--run", "a b"], /--run must be/],
    [["spike", "--kill", "1", "--env", "x"], /local cloud that this command starts/],
    [["spike", "--stack", "a", "--env", "b"], /cannot be used with/],
    [["spook"], /unknown command/],
  ])("refuses %j as wrong usage", async (args, why) => {
    const { code, stdout, stderr } = await labSurvey(args);
    expect(stderr).toMatch(why);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  it("says with exit code 3 that it cannot reach a stack", async () => {
    await using pipeline = await startPipeline();
    const envFile = await envFileOf({
      ...pipeline.cloud.environment,
      AWS_ENDPOINT_URL_SQS: "http://127.0.0.1:1",
    });
    const { code, stderr } = await labSurvey(["spike", ...small, "--env", envFile]);
    expect(stderr).toMatch(/ECONNREFUSED/);
    expect(code).toBe(3);
  });

  it("balances in a local cloud of its own, with workers killed and DynamoDB away, and draws the backlog", async () => {
    const svg = join(testFolder(), "backlog.svg");
    const plan = { run: "balances", seed: testSeed, participants: 20, surveys: 5, duplicates: 5, invalid: 4 };
    const planned = planSpike(plan, study);
    // Of 100 surveys 4 are invalid, and each of the 5 that are sent twice may be one of those.
    const rejected = planned.filter((body) => !judge.judge(body).valid).length;
    const chosen = ["--invalid", "4", "--run", plan.run, "--seed", String(plan.seed)];
    const faults = ["--kill", "1", "--outage", "1"];
    const { code, stdout } = await labSurvey([
      "spike",
      ...small,
      ...chosen,
      ...faults,
      "--json",
      "--svg",
      svg,
    ]);
    const document = JSON.parse(stdout);
    expect(document.plan).toEqual(plan);
    expect(document.receipt).toMatchObject({
      balanced: true,
      sent: 105,
      rejected,
      sumOfCounts: 96,
      differences: [],
    });
    expect(document.faults).toMatchObject({ kills: [expect.any(Number)], outage: expect.anything() });
    expect(document.samples.length).toBeGreaterThan(2);
    expect(await readFile(svg, "utf8")).toContain("DynamoDB away");
    expect(stdout).not.toContain("freetext");
    expect(code).toBe(0);
  });

  it("looks only at its own surveys in a stack that has others", async () => {
    await using pipeline = await startPipeline();
    await pipeline.send([surveyText(), surveyText({ user_id: "fast", time_elapsed: 1 })]);
    await pipeline.settle();
    const envFile = await envFileOf(pipeline.cloud.environment);
    const run = [
      "spike",
      ...small,
      "--invalid",
      "2",
      "--env",
      envFile,
      "--seed",
      "3",
      "--run",
      "mine",
      "--json",
    ];
    const first = await labSurvey(run);
    expect(JSON.parse(first.stdout).receipt).toMatchObject({ balanced: true, sent: 105, objects: 98 });
    expect(first.code).toBe(0);
    // The same surveys again are all duplicates, and the stack is as it was.
    const second = await labSurvey(run);
    expect(JSON.parse(second.stdout).receipt).toMatchObject({ balanced: true, sent: 105, sumOfCounts: 98 });
  });

  it("ends with exit code 1 when a survey is missing", async () => {
    await using pipeline = await startPipeline();
    await pipeline.cloud.trigger.stop();
    const envFile = await envFileOf(pipeline.cloud.environment);
    const { code, stdout, stderr } = await labSurvey(["spike", ...small, "--env", envFile, "--timeout", "2"]);
    expect(stderr).toContain("The trigger was switched off by hand");
    expect(stdout).toMatch(/The receipt does not balance/);
    expect(code).toBe(1);
  });

  it("cleans up and ends with exit code 130 on Ctrl-C", async () => {
    const interruptAt = { text: "sending:", signal: "SIGINT" } as const;
    const { code, stdout, stderr } = await labSurvey(["spike", "--participants", "500"], { interruptAt });
    expect(stderr).toContain("Interrupted.");
    expect(stdout).toBe("");
    expect(code).toBe(130);
  });
});
