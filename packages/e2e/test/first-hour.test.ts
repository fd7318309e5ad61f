import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { testFolder } from "@lab/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { labSurvey } from "./lab-survey.ts";

let folder: string;
let envFile: string;
let demo: ChildProcess | undefined;
beforeEach(async () => {
  folder = testFolder();
  envFile = join(folder, "demo.env");
});
afterEach(async () => {
  demo?.kill("SIGKILL");
});

/** Starts `demo --keep` and waits until it stays up; `said` is what it has printed by then. */
async function keptDemo(): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const cli = fileURLToPath(new URL("../../survey-cli/src/cli.ts", import.meta.url));
  const { INIT_CWD: _, ...env } = process.env;
  const args = [cli, "demo", "--keep", "--variables-file", envFile, "--data", join(testFolder(), "data")];
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  demo = child;
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  await expect.poll(() => said, { timeout: 30_000 }).toMatch(/Before you use the aws command line.*\n/);
  return { child, said };
}

describe("npm run demo -- --keep", () => {
  it("names things to try, and each works as it is printed", async () => {
    const { child, said } = await keptDemo();
    const lines = said.match(/(?<=npm run lab-survey -- ).*(?= # )/g) ?? [];
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const { code, stdout, stderr } = await labSurvey(line.trim().split(" "), {
        env: { INIT_CWD: process.cwd() },
      });
      expect(code, `${line}\n${stdout}\n${stderr}`).toBe(0);
    }
    child.kill("SIGINT");
    expect((await once(child, "exit"))[0]).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a local cloud that was killed", () => {
  it("is named in one sentence by whoever looks for it, in a file and in a shell, and a demo starts all the same", async () => {
    const { child } = await keptDemo();
    const variables = parseEnv(await readFile(envFile, "utf8"));
    child.kill("SIGKILL");
    await once(child, "exit");

    const byFile = await labSurvey(["reconcile", "--env", envFile]);
    expect(byFile.code).toBe(3);
    expect(byFile.stderr).toMatch(
      /^The local cloud that wrote demo\.env does not run any more, .*npm run dev.*\n$/,
    );
    const inShell = await labSurvey(["reconcile"], { env: variables });
    expect(inShell.code).toBe(3);
    expect(inShell.stderr).toMatch(/does not run any more\..*\n\nunset .*AWS_ENDPOINT_URL_DYNAMODB.*\n$/);

    const data = join(folder, "data");
    for (const _ of ["first", "in place of the first"]) {
      const { code, stdout } = await labSurvey(["demo", "--data", data], { env: variables });
      expect([code, stdout]).toEqual([0, expect.stringMatching(/data\/daily\.csv +the accepted surveys/)]);
      expect((await readFile(join(data, "daily.csv"), "utf8")).trimEnd().split("\r\n")).toHaveLength(1 + 7);
    }
    await writeFile(join(folder, "mine"), "not an export");
    const refused = await labSurvey(["demo", "--data", join(folder, "mine")], { env: variables });
    expect([refused.code, refused.stdout]).toEqual([0, expect.stringContaining("mine exists already")]);
  });
});
