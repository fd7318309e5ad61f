import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { files, read } from "./repository.ts";

const workflowSchema = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      container: z.string().optional(),
      strategy: z.object({ matrix: z.object({ part: z.array(z.string()) }) }).optional(),
      steps: z.array(
        z.object({
          uses: z.string().optional(),
          run: z.string().optional(),
          env: z.record(z.string(), z.string()).optional(),
        }),
      ),
    }),
  ),
});
const workflows = files().filter((path) => path.startsWith(".github/workflows/"));
const { jobs } = workflowSchema.parse(parse(read(".github/workflows/check.yml")));
const run = read(".ci/run");
const parts = /^parts=\((.*)\)$/m.exec(run)?.[1]?.split(" ") ?? [];

describe("the workflow", () => {
  it("runs every part of .ci/run, and nothing else", () => {
    expect(parts.length).toBeGreaterThan(1);
    expect(jobs.check?.strategy?.matrix.part).toEqual(parts);
    const runs = jobs.check?.steps.filter((step) => step.run?.includes(".ci/run"));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is GitHub's syntax
    expect(runs).toEqual([{ run: '.ci/run "$PART"', env: { PART: "${{ matrix.part }}" } }]);
  });

  it.each(parts)(".ci/run knows what %s is", (part) => {
    expect(run).toMatch(new RegExp(`^    ${part}\\)`, "m"));
  });

  it("runs on the Node that Lambda has", () => {
    const [major = ""] = read(".node-version").split(".");
    expect(jobs.check?.container).toMatch(new RegExp(`^node:${major}-`));
  });

  it.each(workflows)("%s may only read, and pins each action by its commit", (path) => {
    const workflow = workflowSchema.parse(parse(read(path)));
    expect(workflow.permissions).toEqual({ contents: "read" });
    const uses = read(path).match(/\buses: .*$/gm) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

describe("the devcontainer", () => {
  const image = read(".devcontainer/Dockerfile");

  it("takes Node's and pnpm's versions from where the commands do", () => {
    expect(image).toMatch(/^COPY \.node-version package\.json /m);
    expect(image).not.toMatch(/(node|pnpm)@\d/);
  });

  it("has what .ci/run installs", () => {
    const installed = [...run.matchAll(/apt-get install (?:-\S+ )*([\w -]+)/g)].flatMap(([, names = ""]) =>
      names.trim().split(" "),
    );
    expect(installed.length).toBeGreaterThan(0);
    for (const name of installed) expect(image).toMatch(new RegExp(`apt-get install [^\\n]*\\b${name}\\b`));
  });
});
