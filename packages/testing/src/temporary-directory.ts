import { readdirSync } from "node:fs";

/**
 * The variables by which a program finds the temporary directory. Windows reads the last two.
 *
 * @example
 * // A program that keeps caches there, or that the test kills with SIGKILL, gets a directory of its own.
 * const env = { ...process.env, ...temporaryDirectoryVariables(testFolder()) };
 */
export function temporaryDirectoryVariables(directory: string): Readonly<Record<string, string>> {
  return { TMPDIR: directory, TMP: directory, TEMP: directory };
}

/** What tools keep there for their next run: Node and ts-node what they compiled, pnpm its lock on installing. */
const TOOLS = /^(node-compile-cache|ts-node-[0-9a-f]+|pnpm-verify-deps-install-locks-\d+)$/;

/** The names of what was left in a temporary directory, in order. */
export function leftIn(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => !TOOLS.test(name))
    .sort();
}
