import { hash } from "node:crypto";
import { readlinkSync } from "node:fs";
import { lstat, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** What the name of this process's folders starts with: `{purpose}-{place}-{process id}-`. */
export function ownName(purpose: string): string {
  return `${nameFor(purpose)}${process.pid}-`;
}

/**
 * Removes what processes left behind that were killed: folders for this purpose whose process is no more.
 * Folders of other users, and of other machines and containers that share the directory, are left alone. A
 * folder that cannot be read or removed stays, because tidying up after others must not stop anybody's work.
 */
export async function removeAbandoned(purpose: string, parent: string): Promise<void> {
  const start = nameFor(purpose);
  for (const name of await readdir(parent).catch(() => [])) {
    const pid = name.startsWith(start)
      ? /^(\d+)-[A-Za-z0-9]{6}$/.exec(name.slice(start.length))?.[1]
      : undefined;
    if (pid === undefined || isRunning(Number(pid))) continue;
    const path = join(parent, name);
    if (await isMine(path)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function nameFor(purpose: string): string {
  return `${purpose}-${place()}-`;
}

/**
 * The machine or container in which a process id names one process. It is short, since a socket's path must
 * be short.
 */
function place(): string {
  return hash("sha256", `${hostname()} ${processNamespace()}`).slice(0, 6);
}

function processNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Any other answer than "no such process" is from a process that is there.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

async function isMine(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && (process.getuid === undefined || found.uid === process.getuid());
}
