import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeEnvFile } from "@lab/survey-cloud";
import { testFolder } from "@lab/testing";

const cli = fileURLToPath(new URL("../../survey-cli/src/cli.ts", import.meta.url));

/** What commands keep on this computer must not get into the cache of whoever runs the tests. */
const cacheFolder = testFolder();

/** How a command ended. */
export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandRunOptions {
  /** Set for the command, besides this process's own; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Sends a signal as soon as the command has written this to standard error. */
  readonly interruptAt?: { readonly text: string; readonly signal: NodeJS.Signals };
}

/** Runs the command line as a process of its own, as a user does. */
export async function labSurvey(
  args: readonly string[],
  { env = {}, interruptAt }: CommandRunOptions = {},
): Promise<CommandRun> {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, XDG_CACHE_HOME: cacheFolder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  let interrupted = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    if (interruptAt === undefined || interrupted || !stderr.includes(interruptAt.text)) return;
    interrupted = true;
    child.kill(interruptAt.signal);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  return { code, stdout, stderr };
}

/** Writes variables to a file for `--env`. */
export async function envFileOf(environment: Readonly<Record<string, string>>): Promise<string> {
  const path = join(testFolder(), "stack.env");
  await writeEnvFile(environment, path);
  return path;
}
