import { rules } from "@lab/policy-pack/rules";
import { type ServedCloud, servePulumi } from "@lab/survey-cloud";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyProject, type Project, policyPack, violations } from "./fixtures/project.ts";

let cloud: ServedCloud;

beforeAll(async () => {
  cloud = await servePulumi({ maxWorkers: 1, otherStacks: ["dev", "staging", "prod", "test"] });
});
afterAll(() => cloud?.close());

const withPolicies = ["--policy-pack", policyPack];

describe("the policy pack", () => {
  describe("on the survey pipeline", () => {
    let project: Project;
    beforeAll(async () => {
      project = await copyProject(cloud.environment);
    });
    afterAll(() => project?.[Symbol.asyncDispose]());

    it.each(["dev", "staging", "prod"])(
      "has nothing against %s, before its deployment and in it",
      async (stack) => {
        await project.pulumi("stack", "init", stack);
        const previewed = await project.pulumi("preview", "--stack", stack, ...withPolicies);
        expect(previewed).toContain("survey-pipeline@v");
        expect(previewed).not.toContain("[mandatory]");
        const deployed = await project.pulumi(
          "up",
          "--yes",
          "--skip-preview",
          "--stack",
          stack,
          ...withPolicies,
        );
        expect(deployed).toContain("✅ survey-pipeline");
        // In an update everything is known: no rule may have been left out.
        expect(deployed).not.toContain("can't run policy");
      },
    );
  });

  describe("on a program that breaks a rule", () => {
    let project: Project;
    beforeAll(async () => {
      project = await copyProject(cloud.environment, violations);
      await project.pulumi("stack", "init", "test");
    });
    afterAll(() => project?.[Symbol.asyncDispose]());

    it.each(rules)("refuses it for $name and names the resource", async ({ name, description }) => {
      await project.pulumi("config", "set", "rule", name, "--stack", "test");
      const { exitCode, output } = await project.attempt("preview", "--stack", "test", ...withPolicies);
      expect(exitCode).not.toBe(0);
      const refused = new RegExp(`\\[mandatory\\] +${name} +\\(\\S+ ${name}\\)\\n +(.*)\\n`).exec(output);
      expect(refused?.[1]).toBe(description);
    });
  });
});
