import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** `.env.local` at the root of the repository. */
export const defaultEnvFile: string = fileURLToPath(new URL("../../../.env.local", import.meta.url));

/**
 * Writes variables to a file that a shell (`set -a; . ./.env.local`) and dotenv read alike. Whoever reads the file finds
 * all of it or nothing.
 *
 * @returns A function that removes the file, unless somebody else has written it since.
 */
export async function writeEnvFile(
  variables: Readonly<Record<string, string>>,
  path: string = defaultEnvFile,
): Promise<() => Promise<void>> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quote(name, value)}\n`);
  const unfinished = `${path}.${process.pid}.tmp`;
  const text = lines.join("");
  try {
    await writeFile(unfinished, text, { mode: 0o600 });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return async () => {
    const current = await readFile(path, "utf8").catch(() => undefined);
    if (current === text) await rm(path, { force: true });
  };
}

/** The command by which a POSIX shell in this directory reads the file and exports its variables. */
export function commandToRead(file: string): string {
  const path = `./${file}`;
  const isPlain = /^[A-Za-z0-9_./:@%+=,-]*$/.test(path);
  return `set -a; . ${isPlain ? path : `'${path.replaceAll("'", `'\\''`)}'`}; set +a`;
}

/** Text that needs no quotes stays as it is; single quotes mean the same to a shell and to dotenv. */
function quote(name: string, value: string): string {
  if (/^[A-Za-z0-9_./:@%+=,-]*$/.test(value)) return value;
  if (/['\n\r]/.test(value))
    throw new Error(`${name} cannot be written to an environment file: ${JSON.stringify(value)}`);
  return `'${value}'`;
}
