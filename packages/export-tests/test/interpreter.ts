import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** How long a program may take, in milliseconds, on a machine that may be busy with other things. */
export const PATIENCE = 300_000;

/** Which package of Debian has a program, if it is not named like it. */
const packages: Readonly<Record<string, string>> = { Rscript: "r-base-core r-cran-haven" };

/**
 * Runs a program of another language to its end.
 *
 * @param input - What it reads from standard input.
 * @param locale - The language and the encoding of its environment. Default: any language, UTF-8.
 * @returns What it printed.
 * @throws Error when it is not installed, saying what to install, when it fails, with what it said, or when it takes too long.
 */
export async function interpret(
  program: string,
  args: readonly string[],
  input: string,
  locale = "C.UTF-8",
): Promise<string> {
  const env = { ...process.env, LC_ALL: locale, PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], timeout: PATIENCE, env });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("close", resolve).once("error", (cause) => {
      const remedy = `Install it, for example with \`apt-get install ${packages[program] ?? program}\`, and run this again.`;
      reject(
        new Error(`${program} cannot be started. This test needs it and is never skipped. ${remedy}`, {
          cause,
        }),
      );
    });
  });
  // A program that fails early does not read all of its input. Its exit code tells.
  child.stdin.on("error", () => undefined).end(input);
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`${program} failed with ${code}:\n${errors || output}`);
  return output;
}
