import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { servePulumi } from "@lab/survey-cloud";
import { describe, expect, it } from "vitest";
import { preview } from "./fixtures/preview.ts";
import { copyProject } from "./fixtures/project.ts";

describe("a stack that is not the local cloud's", () => {
  it("is refused: its state would say that this machine is AWS", async () => {
    await using local = await servePulumi();
    await using project = await copyProject(local.environment);
    await project.pulumi("stack", "init", "prod");
    const { exitCode, output } = await project.attempt("up", "--yes", "--skip-preview", "--stack", "prod");
    expect(exitCode).not.toBe(0);
    expect(output).toContain(
      "takes the stack local, not prod. To deploy to AWS, unset PULUMI_DEBUG_PROVIDERS",
    );
    expect(local.provider.resources).toEqual([]);
  });
});

describe("a bundle that is not this checkout's", () => {
  it("is refused: it would run with the rights of whoever started the local cloud", async () => {
    await using local = await servePulumi();
    await using project = await copyProject(local.environment);
    await project.edit("packages/survey-processor/bundle/processor/index.js", (code) => `${code}\n// more`);
    await project.pulumi("stack", "init", "local");
    const { exitCode, output } = await project.attempt("up", "--yes", "--skip-preview", "--stack", "local");
    expect(exitCode).not.toBe(0);
    expect(output).toContain("its code is not what is built here");
    const deployed = [...local.functions.values()].map(({ declaration }) => declaration.name);
    expect(deployed.filter((name) => name.includes("processor"))).toEqual([]);
  });
});

describe("a stack that is not as it should be", () => {
  it("local in a shell that speaks to AWS is refused before anything is created", async () => {
    await using project = await copyProject({ PULUMI_DEBUG_PROVIDERS: "" });
    await project.pulumi("stack", "init", "local");
    const { exitCode, output } = await project.attempt("preview", "--stack", "local");
    expect(exitCode).not.toBe(0);
    expect(output).toContain('The stack "local" is for a local cloud, and this shell uses AWS.');
    expect(output).toMatch(/1 errored/);
  });

  it("without a configuration of its own is refused, until it says whether its data is protected", async () => {
    await using local = await servePulumi({ otherStacks: ["sleep-prod"] });
    await using project = await copyProject(local.environment);
    await project.pulumi("stack", "init", "sleep-prod");
    const { exitCode, output } = await project.attempt("preview", "--stack", "sleep-prod");
    expect(exitCode).not.toBe(0);
    expect(output).toContain("Stack 'sleep-prod' is missing configuration value 'protectData'");
    await project.pulumi("config", "set", "protectData", "true", "--stack", "sleep-prod");
    expect((await preview(project, "sleep-prod")).create).toContain("survey-sleep-prod-queue");
  });

  it("keeps its configuration when stack rm is told to preserve it", async () => {
    await using project = await copyProject({});
    const configuration = () => readFile(join(project.directory, "Pulumi.prod.yaml"), "utf8");
    await project.pulumi("stack", "init", "prod");
    await project.pulumi("stack", "rm", "prod", "--yes", "--preserve-config");
    expect(await configuration()).toContain("protectData");
  });

  it("in a clone that was never built is refused with one sentence, not with a stack trace", async () => {
    await using local = await servePulumi();
    await using project = await copyProject(local.environment);
    for (const built of ["packages/survey-schema/dist", "packages/survey-processor/bundle"]) {
      await rm(join(project.directory, built), { recursive: true });
    }
    await project.pulumi("stack", "init", "local");
    const { exitCode, output } = await project.attempt("preview", "--stack", "local");
    expect(exitCode).not.toBe(0);
    expect(output).toContain(
      "Run `pnpm build` first. `npm run pulumi` in the place of `pulumi` builds by itself.",
    );
    expect(output).not.toMatch(/ERR_MODULE_NOT_FOUND|\n\s+at /);
  });
});
