// Runs in every test file, before it (see vitest.base.ts). The tests, and the programs that they start, find a temporary
// directory of their own, and nothing of the developer's shell. A test file that leaves something in the directory fails.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import { forgetShell } from "./forget-shell.ts";
import { leftIn, temporaryDirectoryVariables } from "./temporary-directory.ts";
import { folderOfFile } from "./test-folder.ts";

const directory = join(folderOfFile.path, "tmp");
mkdirSync(directory);
Object.assign(process.env, temporaryDirectoryVariables(directory));
forgetShell(process.env, join(directory, "no-aws"));

afterAll(async () => {
  const left = leftIn(directory);
  await folderOfFile[Symbol.asyncDispose]();
  if (left.length === 0) return;
  throw new Error(
    `These tests, or programs that they started, left in the temporary directory: ${left.join(", ")}. ` +
      "A test takes its folders from testFolder() of @lab/testing. A program removes its own on every way out.",
  );
});
