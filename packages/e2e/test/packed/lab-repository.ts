import { execFile } from "node:child_process";
import { cp, readdir, readFile, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseEnv, promisify } from "node:util";
import { findStack, type Stack } from "@lab/survey-stack";
import { testFolder } from "@lab/testing";
import { startCommand } from "../start-command.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../../../..");
/** What is read beside the packages: settings, versions, and what every tarball has. */
const ROOT_FILE = /^(?:.*\.json|.*\.ya?ml|LICENSE|\.gitignore)$/;
/** Nothing here needs them, and other tests may be writing there. */
const leftOut = new Set(["test", "reports", ".turbo"]);

/** A copy of this repository, in which a lab asks what it wants to ask. */
export interface LabRepository {
  readonly folder: string;
  /** Runs a command of `npm run lab-survey`. */
  labSurvey(...args: readonly string[]): Promise<string>;
  /** Builds what depends on the study's questionnaires: its package and the functions. */
  build(): Promise<void>;
  /** Packs what was built, as `npm run tarballs` does. @returns the files that it says to install */
  pack(): Promise<readonly string[]>;
  /** Starts a local cloud, as `npm run dev` does. */
  startCloud(): Promise<LabCloud>;
}

/** A local cloud that runs as a process of its own. */
export interface LabCloud extends AsyncDisposable {
  readonly stack: Stack;
  /** What a shell has that read its `.env.local`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Copies the repository as it is, links and all, so that modules are found as in the original. */
export async function copyRepository(): Promise<LabRepository> {
  const folder = testFolder();
  const files = (await readdir(root)).filter((name) => ROOT_FILE.test(name));
  for (const part of [...files, "docs", "scripts", "infra", "packages"]) {
    await cp(join(root, part), join(folder, part), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !leftOut.has(basename(source)),
    });
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));

  const node = async (script: string, ...args: readonly string[]) =>
    (await run(process.execPath, [join(folder, script), ...args], { cwd: folder })).stdout;
  return {
    folder,
    labSurvey: (...args) => node("packages/survey-cli/src/cli.ts", ...args),
    async build() {
      const built = ["study", "survey-processor"].map((name) => join(folder, "packages", name));
      await Promise.all(built.map((cwd) => run("npm", ["run", "build"], { cwd })));
    },
    async pack() {
      const printed = await node("scripts/tarballs.mjs");
      return (/npm install (.*)/.exec(printed)?.[1] ?? "").split(" ");
    },
    async startCloud() {
      const envFile = join(folder, ".env.local");
      const dev = startCommand(join(folder, "packages/survey-cloud/src/dev.ts"));
      await dev.spoken("Waiting for surveys");
      const stack = await findStack({ env: envFile }, { signal: AbortSignal.timeout(10_000) });
      const variables = Object.entries(parseEnv(await readFile(envFile, "utf8")));
      return {
        stack,
        variables: Object.fromEntries(variables.map(([name, value = ""]) => [name, value])),
        async [Symbol.asyncDispose]() {
          stack.close();
          dev.child.kill("SIGINT");
          await dev.closed;
        },
      };
    },
  };
}
