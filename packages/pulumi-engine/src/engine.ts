import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import pulumi from "pulumi/package.json" with { type: "json" };

/** The one version of the CLI, the Node SDK and the Go modules. */
export const engineVersion: string = pulumi.version;

/** Where the `pulumi` package from npm, and Pulumi's own installer, keep that version. */
export const engineDirectory: string = join(
  process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"),
  "versions",
  engineVersion,
  "bin",
);

const executable = (name: string) =>
  join(engineDirectory, process.platform === "win32" ? `${name}.exe` : name);

/** Whether the CLI and the host that runs Node programs are there. */
export function isInstalled(): boolean {
  try {
    for (const name of ["pulumi", "pulumi-language-nodejs"]) accessSync(executable(name), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Refuses to go on without the engine.
 *
 * @throws An error that names the command which installs it.
 */
export function requireEngine(): void {
  if (isInstalled()) return;
  throw new Error(
    `Pulumi ${engineVersion} is not in ${engineDirectory}. Install it there first: npm run install-engine`,
  );
}

export interface CommandResult {
  readonly exitCode: number | null;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** Runs the CLI to its end, with the hosts beside it. */
export async function runPulumi(
  args: readonly string[],
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<CommandResult> {
  requireEngine();
  const PATH = [engineDirectory, process.env.PATH].join(delimiter);
  const child = spawn(executable("pulumi"), args, {
    cwd,
    env: { ...process.env, ...env, PATH },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, output }));
  });
}
