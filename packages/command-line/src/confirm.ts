import { createInterface } from "node:readline/promises";

/**
 * Asks on standard error, and waits for a line on standard input.
 *
 * @param signal - Comes with Ctrl-C. The question is then given up by an error.
 * @returns Whether the answer is yes; undefined when standard input ended without one, as in a script.
 */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean | undefined> {
  // Without a terminal's editing, Ctrl-C stays a signal.
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  const ended = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended]);
    return answer === undefined ? undefined : /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
