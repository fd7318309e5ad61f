import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/**
 * Runs a program of another language to its end.
 *
 * @param input - What it reads from standard input.
 * @returns What it printed.
 * @throws Error when it is not installed, saying what to install, or when it fails, with what it said.
 */
export async function interpret(program: string, args: readonly string[], input: string): Promise<string> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("close", resolve).once("error", (cause) => {
      const remedy = `Install it, for example with \`apt-get install ${program}\`, and run this again.`;
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
  if (code !== 0) throw new Error(`${program} failed with ${code}:\n${errors}`);
  return output;
}
