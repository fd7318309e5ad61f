import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/config.ts";
import { loadProjectName, loadStackConfig } from "../../src/config/stack-config.ts";
import { stacks } from "../deploy-under-mocks.ts";

describe("loadStackConfig", () => {
  it("puts what a stack sets over the project's defaults", async () => {
    expect(await loadStackConfig("dev")).toEqual({
      "aws:region": "eu-central-1",
      "survey-pipeline:study": "survey-pipeline",
      "survey-pipeline:protectData": "false",
      "survey-pipeline:batchSize": "10",
      "survey-pipeline:maximumConcurrency": "10",
      "survey-pipeline:functionTimeoutSeconds": "30",
      "survey-pipeline:memorySizeMb": "512",
      "survey-pipeline:maxReceiveCount": "200",
      "survey-pipeline:queueRetentionDays": "13",
      "survey-pipeline:logRetentionDays": "7",
      "survey-pipeline:auditLockDays": "0",
      "survey-pipeline:senders": "trusted-app",
      "survey-pipeline:senderRoleNames": "",
      "survey-pipeline:vendingPrincipalArn": "",
      "survey-pipeline:alarmEmail": "",
      "survey-pipeline:oldestSurveyMinutes": "30",
      "survey-pipeline:rejectedSharePercent": "50",
    });
  });

  it.each(stacks)("has a value for the same keys in %s as in every stack", async (stack) => {
    expect(Object.keys(await loadStackConfig(stack)).toSorted()).toEqual(
      Object.keys(await loadStackConfig("dev")).toSorted(),
    );
  });

  it("puts overrides over both, by short key or by full one", async () => {
    const config = await loadStackConfig("prod", { batchSize: "3", "aws:region": "us-east-1" });
    expect(config).toMatchObject({ "survey-pipeline:batchSize": "3", "aws:region": "us-east-1" });
  });

  it("names the known stacks when there is no such stack", async () => {
    await expect(loadStackConfig("production")).rejects.toThrow(
      'There is no stack "production". The known stacks are dev, local, prod, staging.',
    );
    await expect(loadStackConfig("../dev")).rejects.toMatchObject({ code: "UNKNOWN_STACK" });
  });
});

describe("a stack file in which something is a secret", () => {
  let directory: string;
  beforeAll(async () => {
    directory = testFolder();
    await cp(new URL("../../../Pulumi.yaml", import.meta.url), join(directory, "Pulumi.yaml"));
  });
  const configured = async (...lines: readonly string[]) => {
    const text = ["encryptionsalt: v1:salt", "config:", ...lines.map((line) => `  ${line}`), ""].join("\n");
    await writeFile(join(directory, "Pulumi.prod.yaml"), text);
    return await loadStackConfig("prod", {}, { directory });
  };

  it("is read without the e-mail address for alarms, which only Pulumi can decrypt", async () => {
    const config = await configured(
      "survey-pipeline:alarmEmail:",
      "  secure: v1:abc:def",
      'survey-pipeline:batchSize: "5"',
      "survey-pipeline:protectData: true",
    );
    expect(config).toMatchObject({ "survey-pipeline:alarmEmail": "", "survey-pipeline:batchSize": "5" });
    expect(parseConfig("survey-pipeline", config).alarmEmail).toBe("");
  });

  it("is refused when the secret is a value that is needed, with what to do", async () => {
    await expect(configured("survey-pipeline:batchSize:", "  secure: v1:abc:def")).rejects.toMatchObject({
      name: "SecretConfigError",
      code: "SECRET_CONFIG",
      message: expect.stringMatching(/survey-pipeline:batchSize is a secret.*pulumi config set/),
    });
  });

  it("may have secrets and structures of other namespaces, which are nothing to the program", async () => {
    const config = await configured(
      "aws:secretKey:",
      "  secure: v1:abc:def",
      "aws:defaultTags:",
      "  tags:",
      "    lab: ours",
    );
    expect(config["aws:region"]).toBe("eu-central-1");
    expect(Object.keys(config).filter((key) => key.startsWith("aws:"))).toEqual(["aws:region"]);
  });
});

describe("loadProjectName", () => {
  it("is the namespace of the configuration's keys", async () => {
    expect(await loadProjectName()).toBe("survey-pipeline");
  });
});
