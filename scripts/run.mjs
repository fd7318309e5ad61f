#!/usr/bin/env node
// Runs one of the repository's tasks on any machine that has Node ≥ 20 and npm: brings the pinned Node and pnpm from
// npm where they are missing, installs what the lockfile names, builds, and hands over. Plain JavaScript, because it
// runs before anything is installed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { note, prepare, root, run } from "./run/processes.mjs";
import { requireNode, toolchainPath } from "./run/toolchain.mjs";

const [task, ...args] = process.argv.slice(2);
const WEB_SURVEY_PLAYWRIGHT = "examples/web-survey/node_modules/@playwright/test/cli.js";
const labSurvey = ["node", "packages/survey-cli/src/cli.ts"];
const sending = ["node", "packages/bench/src/bench-sending.ts"];
/** What turbo says is of interest only when it fails. */
const build = {
  command: ["pnpm", "exec", "turbo", "run", "build", "--output-logs=errors-only"],
  quietly: "Building what has changed since the last time …",
};
const tasks = {
  demo: [build, [...labSurvey, "demo"]],
  // A study that the build refuses is seen and repaired by the commands on questionnaires. They need nothing that is built.
  "lab-survey": args[0] === "questionnaire" ? [labSurvey] : [build, labSurvey],
  simulation: [["node", "packages/simulation/src/cli.ts"]],
  dev: [build, ["node", "packages/survey-cloud/src/dev.ts"]],
  "web-survey": [["pnpm", "--silent", "--filter", "@lab/web-survey", "dev"]],
  pulumi: [build, ["pnpm", "--silent", "exec", "pulumi"]],
  test: [["node", "scripts/test.ts"]],
  "test:browser": [build, ["node", WEB_SURVEY_PLAYWRIGHT, "test", "--config=examples/web-survey"]],
  check: [
    ["pnpm", "lint"],
    ["pnpm", "--silent", "spelling"],
    ["pnpm", "exec", "turbo", "run", "typecheck", "--output-logs=errors-only"],
    [...labSurvey, "questionnaire", "check"],
  ],
  docs: [build, ["pnpm", "--silent", "exec", "typedoc"]],
  tarballs: [build, ["node", "scripts/tarballs.mjs"]],
  "install-engine": [["pnpm", "--filter", "@lab/pulumi-engine", "install-engine"]],
  "test:engine": [build, ["pnpm", "--filter", "@lab/pulumi-engine", "test:engine"]],
  "test:export": [["pnpm", "--silent", "--filter", "@lab/export-tests", "test:export"]],
  bench: [build, sending, ["node", "packages/bench/src/bench.ts"]],
  "bench:client": [build, sending],
  "bench:export": [build, ["node", "packages/bench/src/bench-export.ts"]],
};

if (task === undefined || !(task in tasks)) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(tasks).join("|")} [options of the task]`);
  process.exit(2);
}
requireNode();
const env = { ...process.env, PATH: await toolchainPath(), TURBO_TELEMETRY_DISABLED: "1" };
if (!isInstalled()) {
  const clear = note("Installing the dependencies. The first time this takes a minute …");
  // What pnpm says of success would confuse: it lists the sentence for `npm install` as a dependency that it removed.
  await prepare(["pnpm", "install", "--frozen-lockfile", "--loglevel=warn"], { env });
  clear();
}
const commands = tasks[task];
for (const step of commands.slice(0, -1)) {
  if (Array.isArray(step)) await prepare(step, { env });
  else await prepare(step.command, { env, quietly: step.quietly });
}
await run([...commands[commands.length - 1], ...args], env);

/** Whether node_modules is what the lockfile names: pnpm keeps a copy of the lockfile it installed. */
function isInstalled() {
  const read = (path) => readFileSync(join(root, path), "utf8");
  try {
    return read("node_modules/.pnpm/lock.yaml") === read("pnpm-lock.yaml");
  } catch {
    return false;
  }
}
