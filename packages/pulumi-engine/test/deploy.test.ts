import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type ServedCloud, servePulumi } from "@lab/survey-cloud";
import { testFolder } from "@lab/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { preview } from "./fixtures/preview.ts";
import { bundlesIn, copyProject, type Project, surveyPipeline } from "./fixtures/project.ts";
import { stored, submit, survey } from "./fixtures/survey.ts";

let cloud: ServedCloud;
let project: Project;

beforeAll(async () => {
  const folder = testFolder();
  // Tests build other bundles into the copy.
  const bundles = bundlesIn(folder);
  cloud = await servePulumi({ maxWorkers: 2, otherStacks: ["dev", "staging", "prod"], bundles });
  project = await copyProject(cloud.environment, surveyPipeline, folder);
});
afterAll(async () => {
  await project?.[Symbol.asyncDispose]();
  await cloud?.close();
});

const up = (stack: string, ...options: string[]) =>
  project.pulumi("up", "--yes", "--skip-preview", "--stack", stack, ...options);

/** Everything that there is in the engines, by name. */
async function contents(): Promise<string[]> {
  const { region, credentials, endpoints } = cloud;
  const options = { region, credentials };
  const { QueueUrls = [] } = await new SQSClient({ ...options, endpoint: endpoints.sqs }).send(
    new ListQueuesCommand({}),
  );
  const { Buckets = [] } = await new S3Client({ ...options, endpoint: endpoints.s3 }).send(
    new ListBucketsCommand({}),
  );
  const { TableNames = [] } = await new DynamoDBClient({ ...options, endpoint: endpoints.dynamodb }).send(
    new ListTablesCommand({}),
  );
  return [
    ...QueueUrls.map((url) => url.split("/").at(-1) ?? ""),
    ...Buckets.map(({ Name = "" }) => Name),
    ...TableNames,
  ];
}

const ofStack = (names: string[], stack: string) =>
  names.filter((name) => name.startsWith(`survey-${stack}-`));

describe("pulumi up for the local stack", () => {
  let outputs: Record<string, string>;

  it("creates everything, and a survey sent to its queue is stored and counted", async () => {
    await project.pulumi("stack", "init", "local");
    expect(await up("local")).toMatch(/\+ \d+ created/);
    outputs = await project.outputs("local");
    expect(await submit(cloud, outputs, "0001")).toEqual({ raw: survey("0001"), submissions: "1" });
  });

  it("changes nothing the second time", async () => {
    expect(await up("local", "--expect-no-changes")).toMatch(/\d+ unchanged/);
  });

  it("updates what a changed configuration changes, and replaces nothing", async () => {
    await project.pulumi("config", "set", "batchSize", "5", "--stack", "local");
    await project.pulumi("config", "set", "logRetentionDays", "14", "--stack", "local");
    const processor = "survey-local-processor";
    const archiver = "survey-local-archiver";
    expect(await preview(project, "local")).toEqual({
      update: [`${archiver}-log`, `${archiver}-trigger`, `${processor}-log`, `${processor}-trigger`],
    });
    await up("local");
    expect([...cloud.triggers.values()].map(({ declaration }) => declaration.batchSize)).toEqual([5, 5]);
    expect(await project.outputs("local")).toEqual(outputs);
    expect(await submit(cloud, outputs, "0002")).toEqual({ raw: survey("0002"), submissions: "1" });
  });

  it("leaves a trigger off that was paused meanwhile, and the tag that says so", async () => {
    const triggers = [...cloud.triggers.values()];
    for (const trigger of triggers) {
      await trigger.stop();
      trigger.tags.set("survey-lease", "by somebody");
    }
    await project.pulumi("config", "set", "batchSize", "6", "--stack", "local");
    await up("local");
    expect(triggers.map(({ running, declaration }) => [running, declaration.batchSize])).toEqual([
      [false, 6],
      [false, 6],
    ]);
    for (const trigger of triggers) {
      expect(trigger.tags.get("survey-lease")).toBe("by somebody");
      expect(trigger.tags.get("managed-by")).toBe("pulumi");
      trigger.tags.delete("survey-lease");
      trigger.start();
    }
    await project.pulumi("config", "set", "batchSize", "5", "--stack", "local");
    await up("local");
  });

  it("updates the function when there is a new bundle, and surveys are processed by it", async () => {
    const said = "A new bundle is at work.";
    await project.edit(
      "packages/survey-processor/bundle/processor/index.js",
      (code) => `${code}\nconsole.log("${said}");\n`,
    );
    expect(await preview(project, "local")).toEqual({ update: ["survey-local-processor"] });
    await up("local");
    const logged: string[] = [];
    cloud.events.on("log", ({ line }) => logged.push(line));
    expect(await submit(cloud, outputs, "0003")).toEqual({ raw: survey("0003"), submissions: "1" });
    expect(logged.join("\n")).toContain(said);
    expect(await stored(cloud, outputs, "0001")).toEqual({ raw: survey("0001"), submissions: "1" });
  });

  it("takes a secret from the configuration, and writes it down nowhere", async () => {
    const email = "on-call@lab.example";
    await project.pulumi("config", "set", "alarmEmail", email, "--secret", "--stack", "local");
    const printed = await up("local");
    const { resources } = cloud.provider;
    expect(resources.find(({ name }) => name === "survey-local-alarms-email")?.inputs.endpoint).toBe(email);
    const state = await project.pulumi("stack", "export", "--stack", "local");
    const configuration = await readFile(join(project.directory, "Pulumi.local.yaml"), "utf8");
    for (const text of [printed, state, configuration]) expect(text).not.toContain(email);
  });

  it("refuses a configuration that is not allowed, names the key, and changes nothing", async () => {
    await project.pulumi("config", "set", "batchSize", "0", "--stack", "local");
    const { exitCode, output } = await project.attempt("up", "--yes", "--skip-preview", "--stack", "local");
    expect(exitCode).not.toBe(0);
    expect(output).toContain('survey-pipeline:batchSize is "0", but must be a whole number from 1 to 10');
    await project.pulumi("config", "set", "batchSize", "5", "--stack", "local");
    await up("local", "--expect-no-changes");
  });

  it("is destroyed with all that is in it", async () => {
    await project.pulumi("destroy", "--yes", "--stack", "local");
    expect(cloud.provider.resources).toEqual([]);
    expect(await contents()).toEqual([]);
    expect([cloud.functions.size, cloud.triggers.size]).toEqual([0, 0]);
  });
});

describe("the outputs of a stack that Pulumi deployed", () => {
  it("are told when it is deployed and when it is destroyed", async () => {
    const told: { queueUrl: string | undefined; deployed: boolean }[] = [];
    await using local = await servePulumi({
      onDeployment: ({ SURVEY_QUEUE_URL: queueUrl }, deployed) => told.push({ queueUrl, deployed }),
    });
    await using project = await copyProject(local.environment);
    await project.pulumi("stack", "init", "local");
    await project.pulumi("up", "--yes", "--skip-preview", "--stack", "local");
    const { queueUrl } = await project.outputs("local");
    await expect.poll(() => told, { timeout: 30_000 }).toEqual([{ queueUrl, deployed: true }]);
    await project.pulumi("destroy", "--yes", "--stack", "local");
    await expect
      .poll(() => told.at(-1), { timeout: 30_000 })
      .toEqual({ queueUrl: undefined, deployed: false });
  });
});

describe("a local cloud that was started anew", () => {
  it("gets everything again from pulumi up --refresh", async () => {
    await using first = await servePulumi({ maxWorkers: 1 });
    await using project = await copyProject(first.environment);
    await project.pulumi("stack", "init", "local");
    await project.pulumi("up", "--yes", "--skip-preview", "--stack", "local");
    await first.close();

    await using second = await servePulumi({ maxWorkers: 1 });
    await using again = await copyProject({ ...project.environment, ...second.environment });
    await again.pulumi("up", "--refresh", "--yes", "--skip-preview", "--stack", "local");
    expect(second.provider.resources.length).toBeGreaterThan(30);
    const outputs = await again.outputs("local");
    expect(await submit(second, outputs, "0001")).toEqual({ raw: survey("0001"), submissions: "1" });
  });
});

describe("environments", () => {
  it.each(["dev", "staging", "prod"])("%s can be previewed", async (stack) => {
    await project.pulumi("stack", "init", stack);
    const { create = [], ...others } = await preview(project, stack);
    expect(others).toEqual({});
    expect(create).toContain(`survey-${stack}-queue`);
    expect(create.filter((name) => !name.includes(stack))).toEqual([]);
  });

  it("live side by side and share nothing", async () => {
    await up("dev");
    await up("staging");
    const [dev, staging] = [await project.outputs("dev"), await project.outputs("staging")];
    const shared = Object.keys(dev).filter((name) => name !== "region" && dev[name] === staging[name]);
    expect(shared).toEqual([]);
    expect(await submit(cloud, dev, "0001")).toEqual({ raw: survey("0001"), submissions: "1" });
    expect(await stored(cloud, staging, "0001")).toEqual({ raw: undefined, submissions: undefined });
  });

  it("dev is destroyed with the surveys in it, and staging stays", async () => {
    await project.pulumi("destroy", "--yes", "--stack", "dev");
    const left = await contents();
    expect(ofStack(left, "dev")).toEqual([]);
    expect(ofStack(left, "staging")).toHaveLength(7);
  });

  it("prod refuses to be destroyed, and its surveys stay", async () => {
    await up("prod");
    const outputs = await project.outputs("prod");
    await submit(cloud, outputs, "0001");
    const { exitCode, output } = await project.attempt("destroy", "--yes", "--stack", "prod");
    expect(exitCode).not.toBe(0);
    expect(output).toContain("protected");
    expect(await stored(cloud, outputs, "0001")).toEqual({ raw: survey("0001"), submissions: "1" });
  });

  it("prod refuses to keep surveys for fewer days, in the preview and in the update, and keeps them for more", async () => {
    const retentionDays = () => {
      const queue = cloud.provider.resources.find(({ name }) => name === "survey-prod-queue");
      return Number(queue?.inputs.messageRetentionSeconds) / 86_400;
    };
    const keepFor = (days: string) =>
      project.pulumi("config", "set", "queueRetentionDays", days, "--stack", "prod");
    await keepFor("4");
    for (const command of [["preview"], ["up", "--yes", "--skip-preview"], ["up", "--yes"]]) {
      const { exitCode, output } = await project.attempt(...command, "--stack", "prod");
      expect(exitCode, command.join(" ")).not.toBe(0);
      expect(output).toContain("from 13 days to 4 days");
      expect(retentionDays()).toBe(13);
    }
    await project.pulumi("config", "set", "protectData", "false", "--stack", "prod");
    await up("prod");
    expect(retentionDays()).toBe(4);
    await project.pulumi("config", "set", "protectData", "true", "--stack", "prod");
    await keepFor("12");
    await up("prod");
    expect(retentionDays()).toBe(12);
  });
});
