// Runs in every test file, before it (see vitest.base.ts). The tests, and the programs that they start, find a temporary
// directory of their own. A test file that leaves something in it fails.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import { folderOfFile } from "./test-folder.ts";

/** Where Node looks for the temporary directory: on Windows in the last two. */
const VARIABLES = ["TMPDIR", "TMP", "TEMP"];
/** Node's compile cache, which npm and pnpm turn on for themselves. It is meant to stay. */
const MAY_STAY = "node-compile-cache";

const directory = join(folderOfFile.path, "tmp");
mkdirSync(directory);
const before = VARIABLES.map((name) => [name, process.env[name]] as const);
for (const name of VARIABLES) process.env[name] = directory;

afterAll(async () => {
  const left = readdirSync(directory).filter((name) => name !== MAY_STAY);
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await folderOfFile[Symbol.asyncDispose]();
  if (left.length === 0) return;
  throw new Error(
    `These tests, or programs that they started, left in the temporary directory: ${left.join(", ")}. ` +
      "A test takes its folders from testFolder() of @lab/testing; a program removes its own on every way out.",
  );
});
