import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { removeAbandoned } from "../src/owner.ts";
import { createTemporaryFolder } from "../src/temporary-folder.ts";

const program = join(import.meta.dirname, "process.ts");

/** A process that has made a folder: what it says after the folder's path, and how it ends. */
async function start(way: string) {
  const child = spawn(process.execPath, [program, way], { stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface({ input: child.stdout });
  const closed = once(child, "close");
  onTestFinished(async () => {
    child.kill();
    await closed;
  });
  const [path]: string[] = await once(lines, "line");
  const said: string[] = [];
  lines.on("line", (line) => said.push(line));
  return { child, closed, path: path ?? "", said };
}

const endOf = (child: ChildProcess) => child.signalCode ?? child.exitCode;

it("is there until it is disposed of, with all that is in it", async () => {
  const folder = await createTemporaryFolder("lab-try");
  expect(basename(folder.path)).toMatch(new RegExp(`^lab-try-[0-9a-f]{6}-${process.pid}-`));
  await mkdir(join(folder.path, "deep/er"), { recursive: true });
  await writeFile(join(folder.path, "deep/er/file"), "");
  await folder[Symbol.asyncDispose]();
  expect(existsSync(folder.path)).toBe(false);
  await folder[Symbol.asyncDispose]();
});

it.each([
  ["return", 0],
  ["exit", 3],
  ["throw", 1],
])("is gone when its process ends by %s", async (way, code) => {
  const { child, closed, path } = await start(way);
  await closed;
  expect(endOf(child)).toBe(code);
  expect(existsSync(path)).toBe(false);
});

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("is gone when %s ends its process", async (signal) => {
  const { child, closed, path } = await start("stay");
  expect(existsSync(path)).toBe(true);
  child.kill(signal);
  await closed;
  expect(endOf(child)).toBe(signal);
  expect(existsSync(path)).toBe(false);
});

it("leaves a signal to whoever listens for it", async () => {
  const { child, closed, path, said } = await start("listen");
  child.kill("SIGTERM");
  await closed;
  expect(said).toEqual(["finished in peace"]);
  expect(endOf(child)).toBe(0);
  expect(existsSync(path)).toBe(false);
});

it("stays after SIGKILL until the next one is made for the same purpose", async () => {
  const killed = await start("stay");
  killed.child.kill("SIGKILL");
  await killed.closed;
  expect(existsSync(killed.path)).toBe(true);
  await using _other = await createTemporaryFolder("lab-other");
  expect(existsSync(killed.path)).toBe(true);
  await using _next = await createTemporaryFolder("lab-try");
  expect(existsSync(killed.path)).toBe(false);
});

it("removes no folder of a living process, of another machine, or of somebody else's making", async () => {
  const living = await start("stay");
  const dead = spawn(process.execPath, ["-e", ""]);
  await once(dead, "close");
  const names = [
    `lab-try-elsewh-${dead.pid}-AbCdEf`,
    `lab-try-${dead.pid}-AbCdEf`,
    `${basename(living.path).replace(String(living.child.pid), String(dead.pid))}-more`,
    "lab-try",
  ];
  const others = names.map((name) => join(tmpdir(), name));
  onTestFinished(async () => {
    for (const path of others) await rm(path, { recursive: true });
  });
  for (const path of others) await mkdir(path);
  {
    await using _next = await createTemporaryFolder("lab-try");
  }
  expect([living.path, ...others].filter((path) => !existsSync(path))).toEqual([]);
});

it("does not mind a directory that it cannot look into", async () => {
  await expect(removeAbandoned("lab-try", join(tmpdir(), "absent"))).resolves.toBeUndefined();
});
