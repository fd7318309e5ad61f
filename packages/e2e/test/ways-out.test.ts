import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { describe, expect, it } from "vitest";
import { startCommand } from "./start-command.ts";

const packages = join(import.meta.dirname, "../..");
const cli = join(packages, "survey-cli/src/cli.ts");
const dev = join(packages, "survey-cloud/src/dev.ts");

const variablesFile = () => join(testFolder(), ".env.local");
const commands = [
  { name: "spike", command: () => startCommand(cli, "spike", "--participants", "200"), at: "sending:" },
  {
    name: "demo",
    command: () => startCommand(cli, "demo", "--keep", "--data", join(testFolder(), "data")),
    at: "stays up",
  },
  { name: "dev", command: () => startCommand(dev, "--variables-file", variablesFile()), at: "Waiting for" },
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
