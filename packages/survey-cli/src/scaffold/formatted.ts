import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const biome = fileURLToPath(new URL("bin/biome", import.meta.resolve("@biomejs/biome/package.json")));

/**
 * A TypeScript source in the layout of the repository.
 *
 * @throws Error when it is no TypeScript, with what the formatter says.
 */
export async function formatted(source: string): Promise<string> {
  const child = spawn(process.execPath, [biome, "format", "--stdin-file-path=packages/study/src/new.ts"], {
    cwd: root,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(source);
  const [[code], output, errors] = await Promise.all([
    once(child, "close"),
    text(child.stdout),
    text(child.stderr),
  ]);
  if (code !== 0) throw new Error(`The new definition cannot be formatted: ${errors}`);
  return output;
}
