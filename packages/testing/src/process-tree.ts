import { spawnSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";

/** How often to look whether processes have ended, in milliseconds. */
const INTERVAL = 50;

/**
 * Ends a process that leads a process group, the group, and all that descend from it, in whatever groups and sessions:
 * kindly at first, then by force.
 *
 * @param grace - How long they may take each time, in milliseconds.
 */
export async function endProcessTree(root: number, grace: number): Promise<void> {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(root), "/t", "/f"], { stdio: "ignore" });
    return;
  }
  // All of them are found before the first is told. A process whose parent has ended is no longer in the tree.
  const all = processTree(root);
  for (const name of ["SIGTERM", "SIGKILL"] as const) {
    for (const pid of [-root, ...all]) signal(pid, name);
    const deadline = performance.now() + grace;
    while (runningOf(all).length > 0 && performance.now() < deadline) await wait(INTERVAL);
  }
}

/** Those of some processes that have not ended. */
export function runningOf(pids: readonly number[]): number[] {
  const there = pids.filter((pid) => signal(pid, 0));
  if (there.length === 0) return [];
  // A process that has ended has its id until its parent asks, which the parent of orphans does late in some containers.
  const zombies = listProcesses().filter(({ state }) => state?.startsWith("Z"));
  const ended = new Set(zombies.map(({ pid }) => pid));
  return there.filter((pid) => !ended.has(pid));
}

function processTree(root: number): number[] {
  const byParent = Map.groupBy(listProcesses(), ({ parent }) => parent);
  const tree = [root];
  for (const pid of tree) tree.push(...(byParent.get(pid) ?? []).map((child) => child.pid));
  return tree;
}

/** Without `ps`, as in some containers, there are none. */
function listProcesses() {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,state="], { encoding: "utf8" });
  return (stdout ?? "").split("\n").map((line) => {
    const [pid, parent, state] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), state };
  });
}

/** @returns Whether there was such a process, or a group if the id is negative. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
