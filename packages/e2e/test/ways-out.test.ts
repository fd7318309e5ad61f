import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { leftIn, temporaryDirectoryVariables, testFolder } from "@lab/testing";
import { describe, expect, it } from "vitest";

const packages = join(import.meta.dirname, "../..");
const cli = join(packages, "survey-cli/src/cli.ts");
const dev = join(packages, "survey-cloud/src/dev.ts");

/** Starts a command with a temporary directory of its own. */
function start(program: string, ...args: string[]) {
  const directory = testFolder();
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...temporaryDirectoryVariables(directory) },
  });
  const closed = once(child, "close");
  let said = "";
  const spoken = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const listen = (chunk = "") => {
        said += chunk;
        if (said.includes(text)) resolve();
      };
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", listen);
      closed.then(() => reject(new Error(`it ended without saying "${text}":\n${said}`)));
    });
  return { child, closed, spoken, left: () => leftIn(directory) };
}

const variablesFile = () => join(testFolder(), ".env.local");
const commands = [
  { name: "spike", command: () => start(cli, "spike", "--participants", "200"), at: "sending:" },
  { name: "demo", command: () => start(cli, "demo", "--keep"), at: "stays up" },
  { name: "dev", command: () => start(dev, "--variables-file", variablesFile()), at: "Waiting for" },
];

describe.each(commands)("$name leaves nothing in the temporary directory", ({ command, at }) => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("when %s comes", async (signal) => {
    const { child, closed, spoken, left } = command();
    await spoken(at);
    expect(left()).toEqual([expect.stringMatching(/^lab-cloud-/)]);
    child.kill(signal);
    await closed;
    expect(left()).toEqual([]);
  });

  it("when Ctrl-C comes again and again, and ends it on the spot", async () => {
    const { child, closed, spoken, left } = command();
    await spoken(at);
    const pressing = setInterval(() => child.kill("SIGINT"), 10);
    await closed;
    clearInterval(pressing);
    expect(left()).toEqual([]);
  });
});
