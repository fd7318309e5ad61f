import { createInterface } from "node:readline/promises";

/**
 * Asks on standard error, and waits for a line on standard input.
 *
 * @param signal - Comes with Ctrl-C. The question is then given up by an error.
 * @returns The line without white space around it; undefined when standard input ended without one, as in a script.
 */
export async function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  // Without a terminal's editing, Ctrl-C stays a signal.
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  const ended = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
  try {
    return (await Promise.race([lines.question(`${question} `, { signal }), ended]))?.trim();
  } finally {
    lines.close();
  }
}

/**
 * Asks a question that is answered by yes or no, as {@link ask} does.
 *
 * @returns Whether the answer is yes; undefined when there is none.
 */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean | undefined> {
  const answer = await ask(`${question} [y/N]`, signal);
  return answer === undefined ? undefined : /^y(es)?$/i.test(answer);
}
