import { describe, expect, it } from "vitest";
import { loadProjectName, loadStackConfig } from "../src/stack-config.ts";
import { stacks } from "./deploy-under-mocks.ts";

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
      "survey-pipeline:senders": "trusted-app",
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
      'There is no stack "production"; the known stacks are dev, local, prod, staging.',
    );
    await expect(loadStackConfig("../dev")).rejects.toMatchObject({ code: "UNKNOWN_STACK" });
  });
});

describe("loadProjectName", () => {
  it("is the namespace of the configuration's keys", async () => {
    expect(await loadProjectName()).toBe("survey-pipeline");
  });
});
