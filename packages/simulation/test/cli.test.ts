import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

function run(...args: string[]) {
  return new Promise<{ code: number | string; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [cli, ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

describe("the simulation's command", () => {
  it("explains itself", async () => {
    const { code, stdout } = await run("--help");
    expect(code).toBe(0);
    expect(stdout).toContain("exhaustive");
  });

  it("prints one JSON document, and ends with 0 when all held", async () => {
    const { code, stdout } = await run(
      "exhaustive",
      "--scenario",
      "one rejected, each delivery alone",
      "--json",
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      scenarios: [{ interleavings: expect.any(String) }],
    });
  });

  it("ends with 1 and the seed when a schedule failed", async () => {
    const args = ["random", "--schedules", "100", "--mutant", "no condition on the ledger", "--threads", "1"];
    const { code, stdout } = await run(...args);
    expect(code).toBe(1);
    expect(stdout).toMatch(/Seed \d+: .*\nThe smallest schedule that still fails/);
  });

  it("ends with 2 when it is used wrongly", async () => {
    for (const args of [[], ["replay"], ["random", "--schedules", "many"], ["random", "--unknown"]]) {
      const { code, stdout, stderr } = await run(...args);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/--help|Usage/);
    }
  });

  it("ends with 3 when it cannot go on", async () => {
    const { code, stderr } = await run("replay", "--seed", "1", "--mutant", "no such");
    expect(code).toBe(3);
    expect(stderr).toContain("no such");
  });
});
