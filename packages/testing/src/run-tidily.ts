import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { endProcessTree } from "./process-tree.ts";
import { leftIn, temporaryDirectoryVariables } from "./temporary-directory.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface TidyRun {
  /** The command's exit code. */
  readonly exitCode: number;
  /** What the command left in its temporary directory, by name. It is gone now. */
  readonly left: readonly string[];
}

/**
 * Runs a command with a temporary directory of its own, which is removed when the command has ended. When this process is
 * told to stop by Ctrl-C, SIGTERM or a hang-up, it ends all processes of the command, removes the directory and exits as a
 * shell tells it: 130 after Ctrl-C. It does not matter how often and by how many ways it is told.
 *
 * @param options - `grace`: how long the processes may take to end by themselves, in milliseconds; default
 *   5,000.
 */
export async function runTidily(
  command: string,
  args: readonly string[],
  { grace = 5_000 }: { readonly grace?: number } = {},
): Promise<TidyRun> {
  await using folder = await createTemporaryFolder("lab-test-run");
  const onWindows = process.platform === "win32";
  const child = spawn(command, [...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...temporaryDirectoryVariables(folder.path) },
    shell: onWindows,
    // A group of its own: Ctrl-C in a terminal comes to this process alone, which then ends them all in order.
    detached: !onWindows,
  });
  const told = Promise.withResolvers<NodeJS.Signals>();
  for (const signal of signals) process.on(signal, told.resolve);
  try {
    const ended = once(child, "exit");
    const signal = await Promise.race([ended.then(() => undefined), told.promise]);
    if (signal !== undefined) {
      if (child.pid !== undefined) await endProcessTree(child.pid, grace);
      await ended;
      await folder[Symbol.asyncDispose]();
      process.exit(128 + constants.signals[signal]);
    }
    return { exitCode: child.exitCode ?? 1, left: leftIn(folder.path) };
  } finally {
    for (const signal of signals) process.off(signal, told.resolve);
  }
}
