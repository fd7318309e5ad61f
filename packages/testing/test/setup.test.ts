import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testFolder, testSeed } from "../src/index.ts";

const packageFolder = join(import.meta.dirname, "..");
const config = join(import.meta.dirname, "fixtures/vitest.config.ts");
const vitest = join(packageFolder, "node_modules/vitest/vitest.mjs");

/** Runs one of the fixtures as a test file of its own. */
function run(fixture: string, env: Readonly<Record<string, string>> = {}) {
  const temporary = testFolder();
  const report = join(testFolder(), "report.json");
  const options = ["--root", ".", "--config", config, "--reporter=json", `--outputFile.json=${report}`];
  const { status } = spawnSync(process.execPath, [vitest, "run", ...options, `/${fixture}.fixture.ts`], {
    cwd: packageFolder,
    env: { ...process.env, ...env, TMPDIR: temporary, TMP: temporary, TEMP: temporary },
  });
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  return {
    status,
    numPassedTests,
    numFailedTests,
    told: JSON.stringify(testResults),
    left: readdirSync(temporary),
  };
}

it.each([
  ["leaves-folder", /forgotten-\w{6}/],
  ["started-program-leaves-folder", /forgotten-by-program/],
])("fails a test file that %s, by name, and removes it", (fixture, name) => {
  const { status, numPassedTests, told, left } = run(fixture);
  expect(status).toBe(1);
  expect(numPassedTests).toBe(1);
  expect(told).toMatch(/left in the temporary directory/);
  expect(told).toMatch(name);
  expect(left).toEqual([]);
});

it("gives folders that are gone after the test file, also when a test failed", () => {
  const { status, numPassedTests, numFailedTests, told, left } = run("takes-test-folder");
  expect({ status, numPassedTests, numFailedTests, left }).toEqual({
    status: 1,
    numPassedTests: 1,
    numFailedTests: 1,
    left: [],
  });
  expect(told).not.toMatch(/left in the temporary directory/);
});

it("has the same luck in every run, tells it, and another with another seed", () => {
  const [first, second, other] = [run("unlucky"), run("unlucky"), run("unlucky", { TEST_SEED: "4711" })];
  expect(first.told).toContain(`seed: ${testSeed}`);
  const caseOf = ({ told }: { told: string }) => /seed: \d+, path: [^,]*/.exec(told)?.[0];
  expect(caseOf(second)).toBe(caseOf(first));
  expect(other.told).toContain("seed: 4711");
});

it("refuses a seed that is none", () => {
  expect(run("unlucky", { TEST_SEED: "lucky" }).told).toContain("TEST_SEED must be a whole number");
});
