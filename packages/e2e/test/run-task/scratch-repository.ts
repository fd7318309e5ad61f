import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));

/** A task that ran to its end. */
export interface TaskRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with the repository's `scripts/` and stand-ins for all that they start. */
export interface ScratchRepository extends AsyncDisposable {
  readonly directory: string;
  /** Puts a shell script on the PATH in the place of a program. */
  program(name: string, script: string): Promise<void>;
  /** Starts `node scripts/run.mjs` with these arguments. */
  start(args: readonly string[], options?: { readonly nodeOptions?: readonly string[] }): ChildProcess;
  /** The same, to its end. */
  run(args: readonly string[], options?: { readonly nodeOptions?: readonly string[] }): Promise<TaskRun>;
}

/** The task `demo` prints `the demo`, npm finds everything, and pnpm builds without a word, until a test says otherwise. */
export async function scratchRepository(): Promise<ScratchRepository> {
  const directory = await mkdtemp(join(tmpdir(), "run-task-"));
  const bin = join(directory, "bin");
  const file = async (path: string, text: string): Promise<string> => {
    const whole = join(directory, path);
    await mkdir(dirname(whole), { recursive: true });
    await writeFile(whole, text);
    return whole;
  };
  const program = async (name: string, script: string): Promise<void> =>
    chmod(await file(`bin/${name}`, `#!/bin/sh\n${script}\n`), 0o755);
  for (const path of ["scripts", "package.json", ".node-version"]) {
    await cp(join(repository, path), join(directory, path), { recursive: true });
  }
  await file("pnpm-lock.yaml", "lockfile\n");
  await file("node_modules/.pnpm/lock.yaml", "lockfile\n");
  await file("packages/survey-cli/src/cli.ts", 'console.log("the demo");\n');
  await program("npm", 'echo "$PATH"');
  await program("pnpm", "exit 0");

  const start: ScratchRepository["start"] = (args, { nodeOptions = [] } = {}) => {
    const { npm_config_user_agent: _, npm_execpath: __, CI: ___, ...env } = process.env;
    return spawn(process.execPath, [...nodeOptions, "scripts/run.mjs", ...args], {
      cwd: directory,
      env: { ...env, PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter) },
      stdio: ["ignore", "pipe", "pipe"],
    });
  };
  return {
    directory,
    program,
    start,
    run: async (args, options) => {
      const child = start(args, options);
      const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
      const [code] = await once(child, "close");
      return { code, stdout: stdout(), stderr: stderr() };
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = "";
  stream?.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  return () => text;
}
