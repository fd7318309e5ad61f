import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { runningOf } from "../src/process-tree.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const runTidilyFile = join(fixtures, "run-tidily.ts");

/** Runs a program of one line to its end. */
function runTidily(program: string) {
  const { status, stdout } = spawnSync(process.execPath, [runTidilyFile, process.execPath, "-e", program], {
    encoding: "utf8",
  });
  return { status, ...JSON.parse(stdout) };
}

/** Starts the family in a process group of its own, as a shell does, and waits until all its members are there. */
async function startFamily(env: Readonly<Record<string, string>> = {}) {
  const program = [process.execPath, join(fixtures, "family.ts")];
  const wrapper = spawn(process.execPath, [runTidilyFile, ...program], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
    detached: true,
  });
  const closed = once(wrapper, "exit");
  const [line] = await once(createInterface({ input: wrapper.stdout }), "line");
  const { pids, directory }: { pids: number[]; directory: string } = JSON.parse(line);
  return { wrapper, closed, pids, directory };
}

describe("a command that is run tidily", () => {
  it("has a temporary directory of its own, which is gone afterwards", () => {
    const { exitCode, left } = runTidily("process.exitCode = 7");
    expect({ exitCode, left }).toEqual({ exitCode: 7, left: [] });
  });

  it("is told by name what it left there, but for what npm and pnpm keep", () => {
    const names = ["metro-cache", "a-file", "node-compile-cache", "pnpm-verify-deps-install-locks-0"];
    const { left } = runTidily(
      `for (const name of ${JSON.stringify(names)}) fs.mkdirSync(path.join(os.tmpdir(), name))`,
    );
    expect(left).toEqual(["a-file", "metro-cache"]);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("ends with all its processes when %s comes to the process alone", async (signal, code) => {
    const { wrapper, closed, pids, directory } = await startFamily();
    expect(runningOf(pids)).toHaveLength(2);
    wrapper.kill(signal);
    await closed;
    expect(wrapper.exitCode).toBe(code);
    expect(runningOf(pids)).toEqual([]);
    expect(existsSync(directory)).toBe(false);
  });

  it("ends once when Ctrl-C comes to the group, and is passed on by others besides", async () => {
    const { wrapper, closed, pids, directory } = await startFamily();
    if (wrapper.pid === undefined) throw new Error("it was not started");
    process.kill(-wrapper.pid, "SIGINT");
    wrapper.kill("SIGINT");
    await closed;
    expect(wrapper.exitCode).toBe(130);
    expect(runningOf(pids)).toEqual([]);
    expect(existsSync(directory)).toBe(false);
  });

  it("ends by force when its processes do not end by themselves", async () => {
    const { wrapper, closed, pids, directory } = await startFamily({ STUBBORN: "1", GRACE: "100" });
    wrapper.kill("SIGINT");
    await closed;
    expect(wrapper.exitCode).toBe(130);
    expect(runningOf(pids)).toEqual([]);
    expect(existsSync(directory)).toBe(false);
  });

  it("that was killed leaves its directory to the next one to remove", async () => {
    const { wrapper, closed, pids, directory } = await startFamily();
    wrapper.kill("SIGKILL");
    await closed;
    for (const pid of pids) process.kill(pid, "SIGKILL");
    expect(existsSync(directory)).toBe(true);
    runTidily("");
    expect(existsSync(directory)).toBe(false);
  });
});
