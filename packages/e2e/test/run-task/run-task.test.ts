import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ScratchRepository, scratchRepository } from "./scratch-repository.ts";

let repository: ScratchRepository;
beforeEach(async () => {
  repository = await scratchRepository();
});
afterEach(async () => {
  // Whatever a failed test has left running.
  for (const pid of await readIds()) if (lives(pid)) process.kill(pid, "SIGKILL");
  await repository[Symbol.asyncDispose]();
});

/** The ids of processes that a stand-in has written down. */
async function readIds(): Promise<number[]> {
  const text = await readFile(join(repository.directory, "pids"), "utf8").catch(() => "");
  return text.trim().split("\n").filter(Boolean).map(Number);
}

/** The same, once there are so many. */
async function processIds(count: number): Promise<number[]> {
  let ids: number[] = [];
  const read = async () => {
    ids = await readIds();
    return ids.length;
  };
  await expect.poll(read, { timeout: 20_000, interval: 20 }).toBe(count);
  return ids;
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("a task of npm run", () => {
  it("shows nothing of a build that succeeds", async () => {
    await repository.program("pnpm", 'echo "• turbo 2.11.11"; echo "Tasks: 6 successful" >&2');
    expect(await repository.run(["demo"])).toEqual({ code: 0, stdout: "the demo\n", stderr: "" });
  });

  it("shows nothing of an installation that succeeds, and its warnings all the same", async () => {
    await rm(join(repository.directory, "node_modules"), { recursive: true });
    const summary = 'case "$*" in *--loglevel=warn*) ;; *) echo "- npm-install pnpm: installs this" ;; esac';
    await repository.program("pnpm", `case "$1" in install) ${summary}; echo "[WARN] GET failed" ;; esac`);
    const { code, stdout, stderr } = await repository.run(["demo"]);
    expect([code, stdout, stderr]).toEqual([0, "the demo\n", "[WARN] GET failed\n"]);
  });

  it("shows all of a build that fails, on standard error, and goes no further", async () => {
    await repository.program("pnpm", 'echo "src/index.ts: error TS2322"; echo "Failed: build" >&2; exit 7');
    const { code, stdout, stderr } = await repository.run(["demo"]);
    expect([code, stdout]).toEqual([7, ""]);
    expect(stderr).toContain("error TS2322");
    expect(stderr).toContain("Failed: build");
  });

  it("builds nothing for the commands on questionnaires, which repair what the build refuses", async () => {
    await repository.program("pnpm", "exit 7");
    expect(await repository.run(["lab-survey", "questionnaire", "check"])).toMatchObject({ code: 0 });
    expect(await repository.run(["lab-survey", "reconcile"])).toMatchObject({ code: 7 });
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)(
    "ends all that the build has started at %s, what does not listen included",
    async (signal, code) => {
      const stubborn = `trap "" INT TERM HUP; echo $$ >> ${repository.directory}/pids; while :; do sleep 1; done`;
      await repository.program("stubborn", stubborn);
      await repository.program("pnpm", `echo $$ >> ${repository.directory}/pids; stubborn & wait`);
      const task = repository.start(["demo"]);
      const ids = await processIds(2);
      task.kill(signal);
      expect((await once(task, "close"))[0]).toBe(code);
      await expect.poll(() => ids.filter(lives), { timeout: 10_000 }).toEqual([]);
    },
  );

  it("ends at Ctrl-C while npm brings Node and pnpm, and blames nobody", async () => {
    await repository.program("npm", `echo $$ >> ${repository.directory}/pids; exec sleep 300`);
    const task = repository.start(["demo"]);
    let said = "";
    task.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    const [npm = 0] = await processIds(1);
    task.kill("SIGINT");
    expect((await once(task, "close"))[0]).toBe(130);
    expect(said).toBe("");
    await expect.poll(() => lives(npm), { timeout: 10_000 }).toBe(false);
  });

  it.each(["16.20.2", "18.20.8"])("says of Node %s that it is too old", async (version) => {
    const pretend = `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`;
    await repository.program("npm", "exit 1");
    const { code, stderr } = await repository.run(["demo"], { nodeOptions: ["--import", pretend] });
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^This is Node ${version}, .* need Node 20 or newer`));
    expect(stderr).not.toContain("registry");
  });

  it("shows what npm said when it cannot bring Node and pnpm", async () => {
    await repository.program("npm", 'echo "npm error code ENOSPC" >&2; exit 1');
    const { code, stderr } = await repository.run(["demo"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /ENOSPC[\s\S]*could not bring Node 24\.[\d.]+ and pnpm 11\.[\d.]+\. Its message is above/,
    );
  });
});
