import { spawnSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type ScratchRepository, scratchRepository } from "./scratch-repository.ts";

let repository: ScratchRepository;
beforeEach(async () => {
  repository = await scratchRepository();
});
afterEach(() => repository[Symbol.asyncDispose]());

it("npm install in the root changes nothing and says what to type instead", async () => {
  const before = await readdir(repository.directory, { recursive: true });
  const { status, stderr } = spawnSync("npm", ["install", "--offline"], {
    cwd: repository.directory,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  expect(status).not.toBe(0);
  expect(stderr).toContain("installs this repository, and npm cannot. npm has changed nothing.");
  expect(stderr).toContain("npm run demo");
  expect(await readdir(repository.directory, { recursive: true })).toEqual(before);
});
