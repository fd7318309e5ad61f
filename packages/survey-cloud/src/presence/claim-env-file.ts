import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { link, rename, rm } from "node:fs/promises";
import { basename, relative } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseEnv } from "node:util";
import { writeEnvFile } from "../env-file.ts";
import { EnvFileError } from "./env-file-error.ts";
import { findRunningCloud, PRESENCE_VARIABLE, type Presence } from "./presence.ts";

/** An environment file that belongs to this process's local cloud. */
export interface ClaimedEnvFile {
  /** Writes other variables, unless the file is somebody else's by now. */
  update(variables: Readonly<Record<string, string>>): Promise<void>;
  /** Removes the file, unless it is somebody else's by now. At once, so that it may be called while a process ends. */
  release(): void;
}

/**
 * Writes a local cloud's variables to a file that no other running local cloud has. A file whose local cloud is gone is
 * replaced. Of several that ask at the same time, one gets it.
 *
 * @throws EnvFileError when another local cloud that runs has the file, another program wrote it, or it cannot be written.
 */
export async function claimEnvFile(
  variables: Readonly<Record<string, string>>,
  path: string,
  presence: Presence,
): Promise<ClaimedEnvFile> {
  const unclaimed = `${path}.${randomUUID()}.tmp`;
  const write = async (to: string, values: Readonly<Record<string, string>>): Promise<void> => {
    await writeEnvFile({ [PRESENCE_VARIABLE]: presence.url, ...values }, to);
  };
  const isOurs = (text = ""): boolean => parseEnv(text)[PRESENCE_VARIABLE] === presence.url;
  await write(unclaimed, variables).catch((cause) => {
    throw new EnvFileError(
      "ENV_FILE_UNWRITABLE",
      `${relative(process.cwd(), path)} cannot be written (${cause.message}). Make room for it, or write to another file with --variables-file.`,
      { cause },
    );
  });
  try {
    const unlock = await lock(unclaimed, `${path}.lock`);
    try {
      await requireFree(path);
      await rename(unclaimed, path);
    } finally {
      unlock();
    }
  } finally {
    await rm(unclaimed, { force: true });
  }
  return {
    update: async (values) => {
      if (isOurs(readIfThere(path))) await write(path, values);
    },
    release: () => {
      if (isOurs(readIfThere(path))) rmSync(path, { force: true });
    },
  };
}

/**
 * Finds out whether a local cloud may have a file. It may if there is none, an empty one, or one whose local
 * cloud is gone.
 *
 * @throws EnvFileError when the one that is there has an owner.
 */
export async function requireFree(path: string): Promise<void> {
  const text = readIfThere(path);
  if (text === undefined || text.trim() === "") return;
  const file = relative(process.cwd(), path);
  const presence = parseEnv(text)[PRESENCE_VARIABLE];
  if (presence === undefined) {
    throw new EnvFileError(
      "ENV_FILE_FOREIGN",
      `${file} was not written by a local cloud, and stays as it is. Move it away, or write to another file with --variables-file.`,
    );
  }
  const running = await findRunningCloud(presence);
  if (running !== undefined) {
    throw new EnvFileError(
      "ENV_FILE_TAKEN",
      `A local cloud runs already (process ${running.pid}, since ${new Date(running.since).toLocaleString("en-GB")}), and ${file} belongs to it. ` +
        "Use that one, or stop it with Ctrl-C in its terminal. " +
        `To run two at the same time, give this one a file of its own: npm run dev -- --variables-file ${basename(path)}.second`,
    );
  }
}

/**
 * Keeps all others from a file's place while one looks who owns it. A lock has its holder's presence in it, so that one whose
 * holder was killed is seen and removed.
 *
 * @throws EnvFileError when what is in the lock's place is none.
 */
async function lock(from: string, path: string): Promise<() => void> {
  while (!(await linkIfFree(from, path))) {
    const text = readIfThere(path);
    if (text === undefined) continue;
    const presence = parseEnv(text)[PRESENCE_VARIABLE];
    if (presence === undefined) {
      // A lock has its holder's presence in it from the start, so nobody can ever open this one.
      throw new EnvFileError(
        "ENV_FILE_LOCKED",
        `${relative(process.cwd(), path)} is not the lock of a local cloud, and no local cloud starts while it is there. Remove it, and try again.`,
      );
    }
    if ((await findRunningCloud(presence)) === undefined) rmSync(path, { force: true });
    else await wait(20);
  }
  return () => rmSync(path, { force: true });
}

/** @returns False when there is a file already. */
async function linkIfFree(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
