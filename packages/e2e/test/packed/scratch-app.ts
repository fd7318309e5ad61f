import { execFile } from "node:child_process";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryDirectoryVariables, testFolder } from "@lab/testing";

const run = promisify(execFile);
const e2e = join(import.meta.dirname, "../..");

/** How each package manager installs tarballs, without saying what nobody reads. */
const installs = {
  npm: ["install", "--no-audit", "--no-fund", "--loglevel=error"],
  pnpm: ["add", "--loglevel=error"],
  // As apps of React Native have it: Metro looks for packages in one folder.
  "pnpm, hoisted": ["add", "--loglevel=error", "--config.node-linker=hoisted"],
} as const;

/** A package manager, with what an app says to it. */
export type PackageManager = keyof typeof installs;

/** An app outside of the repository, that has what a package manager installs and nothing else. */
export interface ScratchApp extends AsyncDisposable {
  readonly folder: string;
  /** Checks the app's types, and compiles it if its configuration says so. Rejects with the compiler's output. */
  compile(): Promise<void>;
  /** Runs a program of the app's with Node. @returns what it printed */
  node(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
}

/** Copies one of the apps next to this file into a scratch folder, and installs the tarballs into it. */
export async function createScratchApp(
  name: string,
  manager: PackageManager,
  tarballs: readonly string[],
): Promise<ScratchApp> {
  const folder = testFolder();
  const apps = join(import.meta.dirname, "apps");
  await cp(join(apps, name), folder, { recursive: true });
  await cp(join(apps, "make-survey.ts"), join(folder, "src/make-survey.ts"));
  await withoutClient(join(folder, "package.json"));
  const options = ["--prefer-offline", "--ignore-scripts"];
  const [program = ""] = manager.split(",");
  await run(program, [...installs[manager], ...options, ...tarballs], {
    cwd: folder,
    shell: process.platform === "win32",
  });

  // Metro keeps its caches in the temporary directory.
  const own = { ...process.env, ...temporaryDirectoryVariables(testFolder()) };
  const node: ScratchApp["node"] = async (args, env = {}) => {
    const { stdout } = await run(process.execPath, args, { cwd: folder, env: { ...own, ...env } });
    return stdout;
  };
  return {
    folder,
    node,
    async compile() {
      const compiler = join(e2e, "node_modules/typescript/bin/tsc");
      const typeRoots = join(e2e, "node_modules/@types");
      await node([compiler, "--project", folder, "--typeRoots", typeRoots]).catch((error) => {
        throw new Error(`the types do not fit: ${error.stdout}`, { cause: error });
      });
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** The linter wants the client named, and it is what the tarballs bring. pnpm would ask its registry for the one that is named. */
async function withoutClient(manifest: string): Promise<void> {
  const { dependencies, ...others } = JSON.parse(await readFile(manifest, "utf8"));
  const { "@lab/survey-client": _, ...further } = dependencies;
  await writeFile(manifest, JSON.stringify({ ...others, dependencies: further }));
}
