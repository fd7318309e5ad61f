import { execFile } from "node:child_process";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryDirectoryVariables, testFolder } from "@lab/testing";

const run = promisify(execFile);
const packages = join(import.meta.dirname, "../../..");
const e2e = join(packages, "e2e");

/** The client, the study and the schema, packed as they would be published, in a folder of their own. */
export async function packPackages(): Promise<{
  readonly folder: string;
  readonly tarballs: Readonly<Record<string, string>>;
}> {
  const folder = testFolder();
  await run(process.execPath, [join(packages, "../scripts/tarballs.mjs"), folder]);
  const files = await readdir(folder);
  const tarball = (start: string) =>
    `file:${join(folder, files.find((file) => file.startsWith(start)) ?? "")}`;
  return {
    folder,
    tarballs: {
      "@lab/survey-schema": tarball("lab-survey-schema"),
      "@lab/study": tarball("lab-study"),
      "@lab/survey-client": tarball("lab-survey-client"),
    },
  };
}

/** An app outside of the repository, that has what npm installs and nothing else. */
export interface ScratchApp extends AsyncDisposable {
  readonly folder: string;
  /** Checks the app's types, and compiles it if its configuration says so. Rejects with the compiler's output. */
  compile(): Promise<void>;
  /** Runs a program of the app's with Node. @returns what it printed */
  node(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
}

/** Copies one of the apps next to this file into a scratch folder, and installs the tarballs into it with npm. */
export async function createScratchApp(
  name: string,
  tarballs: Readonly<Record<string, string>>,
): Promise<ScratchApp> {
  const folder = testFolder();
  await cp(join(import.meta.dirname, "apps", name), folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const dependencies = { ...manifest.dependencies, ...tarballs };
  await writeFile(join(folder, "package.json"), JSON.stringify({ ...manifest, dependencies }));
  const options = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  await run("npm", ["install", ...options], { cwd: folder, shell: process.platform === "win32" });

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
