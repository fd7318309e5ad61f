import { spawn } from "node:child_process";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** The root of the repository. Everything runs there. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

const onWindows = process.platform === "win32";
/** How long everything that a preparation has started may take to end when it is asked to, in milliseconds. */
const GRACE = 5_000;

/** What to do with what is running now, when this process is asked to stop. */
let stop = (signal) => process.exit(exitCodeOf(signal));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));

/**
 * Runs what has to be done before a task. Its output goes to standard error, since standard output is the task's own. When
 * it fails, or is interrupted, this process ends as it did.
 *
 * @param quietly - Says instead what is going on; its output is shown only when it fails.
 */
export async function prepare(command, { env, quietly }) {
  const clear = quietly === undefined ? () => undefined : note(quietly);
  const { code, output } = await inGroup(command, {
    env,
    stdio: quietly === undefined ? ["ignore", 2, 2] : ["ignore", "pipe", "pipe"],
  });
  clear();
  if (code === 0) return;
  process.stderr.write(output);
  process.exit(code);
}

/** Runs a command, and resolves to its exit code and to what it wrote to standard output. */
export function capture(command) {
  return inGroup(command, { env: process.env, stdio: ["ignore", "pipe", 2] });
}

/** Runs the task itself, in the place of this process: input, output, signals and exit code are its own. */
export async function run([command, ...options], env) {
  const child = spawn(command, options, { cwd: root, env, stdio: "inherit", shell: onWindows });
  // On a terminal, Ctrl-C and the end of the session reach the task anyway. They must not come twice.
  stop = (signal) => {
    if (signal === "SIGTERM" || !process.stdin.isTTY) child.kill(signal);
  };
  const { code, signal } = await ended(child, command);
  process.exit(code ?? exitCodeOf(signal));
}

/** Says what is going on to whoever watches. On a terminal the result clears the line again. */
export function note(text) {
  const { stderr } = process;
  if (stderr.isTTY) {
    stderr.write(text);
    return () => stderr.write("\r\u001b[2K");
  }
  if (process.env.CI) console.error(text);
  return () => undefined;
}

/**
 * Runs a command in a process group of its own. When this process is asked to stop, it ends only when nothing of that group
 * is left: package managers and build tools start processes that they do not end themselves.
 */
async function inGroup([command, ...options], { env, stdio }) {
  const child = spawn(command, options, { cwd: root, env, stdio, shell: onWindows, detached: !onWindows });
  let stopped = false;
  stop = async (signal) => {
    if (stopped) return;
    stopped = true;
    await endGroup(child);
    process.exit(exitCodeOf(signal));
  };
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const { code, signal } = await ended(child, command);
  // From here on `stop` ends this process.
  if (stopped) await new Promise(() => undefined);
  stop = (next) => process.exit(exitCodeOf(next));
  return { code: code ?? exitCodeOf(signal), output };
}

function ended(child, command) {
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(`Could not run ${command}: ${error.message}`);
      resolve({ code: 1 });
    });
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
}

/** Ends all processes of a group: kindly at first, then by force. */
async function endGroup(child) {
  signalGroup(child, "SIGTERM");
  for (const [signal, milliseconds] of [
    [0, GRACE],
    ["SIGKILL", GRACE],
  ]) {
    const deadline = performance.now() + milliseconds;
    while (performance.now() < deadline) {
      if (!signalGroup(child, signal)) return;
      await wait(20);
    }
  }
}

/** Returns whether there was a process to signal. */
function signalGroup({ pid }, signal) {
  if (pid === undefined) return false;
  try {
    return process.kill(onWindows ? pid : -pid, signal);
  } catch {
    return false;
  }
}

/** As a shell tells it: 130 after Ctrl-C. */
function exitCodeOf(signal) {
  return 128 + (constants.signals[signal] ?? 1);
}
