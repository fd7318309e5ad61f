import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod";
import { UnknownStackError } from "./unknown-stack-error.ts";

/** The repository's root, where Pulumi's project and stack files are. */
const projectDirectory = fileURLToPath(new URL("../..", import.meta.url));

// Pulumi hands every value to a program as a string. Secrets are objects here, and only Pulumi can read them.
const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const projectFile = z.object({
  name: z.string(),
  config: z.record(z.string(), z.object({ value: value.optional(), default: value.optional() })),
});

const stackFile = z.object({ config: z.record(z.string(), value).default({}) });

/**
 * The configuration that Pulumi would hand to the program for a stack: the defaults of `Pulumi.yaml`, over them what
 * `Pulumi.<stack>.yaml` sets. For running the program without Pulumi's engine: in tests and in the local cloud.
 *
 * @param stack - A stack's name, such as `dev`.
 * @param overrides - Values that replace the files', by key; a key without a namespace is the project's.
 * @returns Values by full key, for `pulumi.runtime.setAllConfig`.
 * @throws UnknownStackError when the stack has no file; an error of zod when a file is not as expected.
 * @example
 * pulumi.runtime.setAllConfig(await loadStackConfig("dev", { maximumConcurrency: "2" }));
 */
export async function loadStackConfig(
  stack: string,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const stacks = await knownStacks();
  if (!stacks.includes(stack)) {
    throw new UnknownStackError(stack, stacks);
  }
  const project = projectFile.parse(await readYaml("Pulumi.yaml"));
  const chosen = stackFile.parse(await readYaml(`Pulumi.${stack}.yaml`));
  const defaults = Object.entries(project.config).flatMap(([key, entry]) => {
    const configured = entry.value ?? entry.default;
    return configured === undefined ? [] : [[key, configured] as const];
  });
  const entries = [...defaults, ...Object.entries(chosen.config), ...Object.entries(overrides)];
  return Object.fromEntries(
    entries.map(([key, configured]) => [key.includes(":") ? key : `${project.name}:${key}`, configured]),
  );
}

/**
 * The name of the Pulumi project, the namespace of its configuration.
 *
 * @example await loadProjectName() // "survey-pipeline"
 */
export async function loadProjectName(): Promise<string> {
  return projectFile.parse(await readYaml("Pulumi.yaml")).name;
}

async function knownStacks(): Promise<readonly string[]> {
  const files = await readdir(projectDirectory);
  return files.flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []).toSorted();
}

async function readYaml(file: string): Promise<unknown> {
  return parse(await readFile(join(projectDirectory, file), "utf8"));
}
