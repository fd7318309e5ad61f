import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod";
import { SecretConfigError } from "./secret-config-error.ts";
import { UnknownStackError } from "./unknown-stack-error.ts";

/** The repository's root, where Pulumi's project and stack files are. */
const projectDirectory = fileURLToPath(new URL("../../..", import.meta.url));

// Pulumi hands every value to a program as a string.
const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const projectFile = z.object({
  name: z.string(),
  config: z.record(z.string(), z.object({ value: value.optional(), default: value.optional() })),
});

// A value as `pulumi config set --secret` writes it. Only Pulumi can read it.
const secret = z.object({ secure: z.string() });
const stackFile = z.object({ config: z.record(z.string(), z.unknown()).default({}) });

/**
 * Keys of the project that may be secrets, because only Pulumi needs their value. Elsewhere their default
 * holds. The local cloud sends no e-mail.
 */
const mayBeSecret: readonly string[] = ["alarmEmail"];

/**
 * The configuration that Pulumi would hand to the program for a stack. It has the defaults of `Pulumi.yaml`,
 * replaced by the values of `Pulumi.<stack>.yaml`. Tests, forecasts and the local cloud use it to run the
 * program without Pulumi's engine. A secret `alarmEmail` is left at its default. Of other namespaces only
 * plain values are told.
 *
 * @param stack - A stack's name, such as `dev`.
 * @param overrides - Values that replace the files', by key; a key without a namespace is the project's.
 * @param options.directory - Where the files are; the repository's root if left out.
 * @returns Values by full key, for `pulumi.runtime.setAllConfig`.
 * @throws UnknownStackError when the stack has no file; SecretConfigError when a secret hides a value that is needed; an error of
 *   zod when a file is not as expected.
 * @example
 * pulumi.runtime.setAllConfig(await loadStackConfig("dev", { maximumConcurrency: "2" }));
 */
export async function loadStackConfig(
  stack: string,
  overrides: Readonly<Record<string, string>> = {},
  { directory = projectDirectory }: { readonly directory?: string } = {},
): Promise<Record<string, string>> {
  const stacks = await knownStacks(directory);
  if (!stacks.includes(stack)) {
    throw new UnknownStackError(stack, stacks);
  }
  const project = projectFile.parse(await readYaml(join(directory, "Pulumi.yaml")));
  const chosen = stackFile.parse(await readYaml(join(directory, `Pulumi.${stack}.yaml`)));
  const defaults = Object.entries(project.config).flatMap(([key, entry]) => {
    const configured = entry.value ?? entry.default;
    return configured === undefined ? [] : [[key, configured] as const];
  });
  const entries = [
    ...defaults,
    ...plainValues(chosen.config, { stack, project: project.name }),
    ...Object.entries(overrides),
  ];
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
  return projectFile.parse(await readYaml(join(projectDirectory, "Pulumi.yaml"))).name;
}

/** What a stack's file sets in plain text, by key. */
function plainValues(
  config: Readonly<Record<string, unknown>>,
  { stack, project }: { readonly stack: string; readonly project: string },
): readonly (readonly [string, string])[] {
  return Object.entries(config).flatMap(([key, configured]) => {
    const isOurs = !key.includes(":") || key.startsWith(`${project}:`);
    if (isOurs && secret.safeParse(configured).success) {
      const name = key.slice(key.indexOf(":") + 1);
      if (mayBeSecret.includes(name)) return [];
      throw new SecretConfigError(stack, `${project}:${name}`);
    }
    if (isOurs) return [[key, value.parse(configured)] as const];
    const plain = value.safeParse(configured);
    return plain.success ? [[key, plain.data] as const] : [];
  });
}

async function knownStacks(directory: string): Promise<readonly string[]> {
  const files = await readdir(directory);
  return files.flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []).toSorted();
}

async function readYaml(path: string): Promise<unknown> {
  return parse(await readFile(path, "utf8"));
}
