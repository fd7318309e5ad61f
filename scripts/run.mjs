#!/usr/bin/env node
// Runs one of the repository's tasks on any machine that has Node ≥ 20 and npm: brings the pinned Node and pnpm from
// npm where they are missing, installs what the lockfile names, builds, and hands over. Plain JavaScript, because it
// runs before anything is installed.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const read = (path) => readFileSync(join(root, path), "utf8");
const NODE = read(".node-version").trim();
const PNPM = JSON.parse(read("package.json")).packageManager.split("@")[1];

const WITH_SOURCES = ["node", "--conditions=@lab/source"];
const WEB_SURVEY_PLAYWRIGHT = "examples/web-survey/node_modules/@playwright/test/cli.js";
const BUILD = ["pnpm", "exec", "turbo", "run", "build", "--output-logs=errors-only"];
const SENDING = [...WITH_SOURCES, "packages/bench/src/bench-sending.ts"];
/** Standard output is the task's own: a script may read a document from it. */
const PREPARATION = ["inherit", 2, 2];
const TASKS = {
  demo: [BUILD, [...WITH_SOURCES, "packages/survey-cli/src/cli.ts", "demo"]],
  "lab-survey": [BUILD, [...WITH_SOURCES, "packages/survey-cli/src/cli.ts"]],
  dev: [BUILD, [...WITH_SOURCES, "packages/local-cloud/src/dev.ts"]],
  "web-survey": [["pnpm", "--silent", "--filter", "@lab/web-survey", "dev"]],
  test: [["node", "scripts/test.ts"]],
  "test:browser": [BUILD, [...WITH_SOURCES, WEB_SURVEY_PLAYWRIGHT, "test", "--config=examples/web-survey"]],
  check: [
    ["pnpm", "lint"],
    ["pnpm", "exec", "turbo", "run", "typecheck", "--output-logs=errors-only"],
  ],
  "install-engine": [["pnpm", "--filter", "@lab/pulumi-engine", "install-engine"]],
  "test:engine": [BUILD, ["pnpm", "--filter", "@lab/pulumi-engine", "test:engine"]],
  bench: [BUILD, SENDING, [...WITH_SOURCES, "packages/bench/src/bench.ts"]],
  "bench:client": [BUILD, SENDING],
};

const [task, ...args] = process.argv.slice(2);
if (!Object.hasOwn(TASKS, task ?? "")) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(TASKS).join("|")} [options of the task]`);
  process.exit(2);
}

// Ctrl-C goes to the whole process group: the task cleans up, and this process waits for it.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => running?.kill("SIGTERM"));
// A terminal that closes tells the group too; a task takes any number of hang-ups for one.
process.on("SIGHUP", () => running?.kill("SIGHUP"));
let running;

const env = { ...process.env, PATH: toolchainPath(), TURBO_TELEMETRY_DISABLED: "1" };
if (!isInstalled()) await run(["pnpm", "install", "--frozen-lockfile"], PREPARATION);
const commands = TASKS[task];
for (const [i, command] of commands.entries()) {
  const last = i === commands.length - 1;
  await run(last ? [...command, ...args] : command, last ? "inherit" : PREPARATION);
}

/** A PATH on which `node` and `pnpm` are the pinned ones. */
function toolchainPath() {
  const runByPnpm = process.env.npm_config_user_agent?.startsWith(`pnpm/${PNPM} `);
  if (process.versions.node === NODE && runByPnpm) return process.env.PATH;
  note(`Getting Node ${NODE} and pnpm ${PNPM} from npm, unless they are here already …`);
  // npm itself says where it is (npm_execpath); a shell would be needed to find it on Windows.
  const npm = process.env.npm_execpath?.endsWith("npm-cli.js")
    ? [process.execPath, process.env.npm_execpath]
    : ["npm"];
  const [command, ...prefix] = npm;
  const packages = [`--package=node@${NODE}`, `--package=pnpm@${PNPM}`];
  const script = "node -p process.env.PATH";
  const options = ["exec", "--yes", "--loglevel=error", ...packages, "--call", script];
  try {
    return execFileSync(command, [...prefix, ...options], { encoding: "utf8", cwd: root }).trim();
  } catch {
    console.error(`\nCould not get Node ${NODE} and pnpm ${PNPM}. Is the npm registry reachable? (npm ping)`);
    process.exit(1);
  }
}

/** Whether node_modules is what the lockfile names: pnpm keeps a copy of the lockfile it installed. */
function isInstalled() {
  try {
    return read("node_modules/.pnpm/lock.yaml") === read("pnpm-lock.yaml");
  } catch {
    note("Installing what the lockfile names; the first time this takes a minute …");
    return false;
  }
}

/** Runs a command to its end; if it fails, so does this process, in the same way. */
async function run([command, ...options], stdio) {
  running = spawn(command, options, { cwd: root, env, stdio, shell: process.platform === "win32" });
  const code = await new Promise((resolve) => {
    running.on("error", (error) => {
      console.error(`Could not run ${command}: ${error.message}`);
      resolve(1);
    });
    running.on("exit", (exitCode) => resolve(exitCode ?? 1));
  });
  if (code !== 0) process.exit(code);
}

function note(text) {
  if (process.stderr.isTTY || process.env.CI) console.error(text);
}
