import { afterEach, describe, expect, it, vi } from "vitest";
import { createProgram, examples, number, runProgram, wholeNumber, withJsonOption } from "../src/index.ts";

const argv = process.argv;
afterEach(() => {
  vi.restoreAllMocks();
  process.argv = argv;
  process.exitCode = undefined;
});

/** Runs a program of one command, which says what options it was given. */
async function run(...args: string[]) {
  const written = { out: "", error: "" };
  const given: unknown[] = [];
  const program = createProgram("lab", "A lab.").configureOutput({
    writeOut: (text) => {
      written.out += text;
    },
    writeErr: (text) => {
      written.error += text;
    },
  });
  const command = program
    .command("send")
    .copyInheritedSettings(program)
    .option("--surveys <n>", "how many", wholeNumber(1, 10))
    .option("--share <n>", "how much", number(0, 1));
  withJsonOption(command).action((options) => void given.push(options));
  process.argv = ["node", "lab", ...args];
  await runProgram(program);
  return { ...written, given, exitCode: process.exitCode };
}

describe("a program", () => {
  it("gives a command its options", async () => {
    expect((await run("send", "--surveys", "7", "--share", "0.5", "--json")).given).toEqual([
      { surveys: 7, share: 0.5, json: true },
    ]);
  });

  it.each([
    ["--surveys", "11"],
    ["--surveys", "0"],
    ["--surveys", "1.5"],
    ["--surveys", "-1"],
    ["--surveys", "many"],
    ["--share", "1.1"],
    ["--share", "1e9"],
    ["--unknown"],
  ])("ends with 2, runs nothing and points to the help when given %s %s", async (...args) => {
    const { given, exitCode, error } = await run("send", ...args);
    expect([given, exitCode]).toEqual([[], 2]);
    expect(error).toContain("--help");
  });

  it("ends with 0 when asked for help", async () => {
    const { exitCode, out } = await run("send", "--help");
    expect(exitCode).toBe(0);
    expect(out).toContain("--surveys <n>");
  });
});

it("lists examples in two columns", () => {
  expect(examples(["lab send", "sends"], ["lab send --json", "sends, for scripts"])).toBe(
    "\nExamples:\n  lab send         # sends\n  lab send --json  # sends, for scripts",
  );
});
