// `npm test`: every package's tests, by turbo, and their sum as the last line. What they leave in the temporary directory is
// a failure too.
import { globSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { runTidily } from "../packages/testing/src/run-tidily.ts";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

const reportOf = (manifest: string) => `${dirname(manifest)}/reports/vitest.json`;
const manifests = globSync(["packages/*/package.json", "infra/package.json", "examples/*/package.json"])
  .filter((path) => JSON.parse(readFileSync(path, "utf8")).scripts?.test !== undefined)
  .sort();

for (const manifest of manifests) rmSync(reportOf(manifest), { force: true });
// With options such as --filter=@lab/survey-client not every package is to report.
const options = process.argv.slice(2);
const turbo = await runTidily("pnpm", ["exec", "turbo", "run", "test", "--continue", ...options]);

let passed = 0;
let failed = 0;
console.log("\nTests by package");
for (const manifest of manifests) {
  const { name } = JSON.parse(readFileSync(manifest, "utf8"));
  const report = readReport(reportOf(manifest));
  if (report === undefined) {
    if (options.length > 0) continue;
    failed += 1;
    console.log(`  ${name.padEnd(24)} did not report: its tests did not run`);
    continue;
  }
  passed += report.numPassedTests;
  failed += report.numFailedTests + report.numPendingTests;
  console.log(`  ${name.padEnd(24)} ${report.numPassedTests} passed, ${report.numFailedTests} failed`);
}
if (turbo.left.length > 0) {
  failed += 1;
  console.log(`\nLeft in the temporary directory, which is a failure: ${turbo.left.join(", ")}`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = turbo.exitCode === 0 && failed === 0 ? 0 : 1;

function readReport(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
