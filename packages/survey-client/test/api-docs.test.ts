import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { testFolder } from "@lab/testing";
import { expect, it } from "vitest";

const packageFolder = join(import.meta.dirname, "..");

async function pages(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const);
  return Object.fromEntries(await Promise.all(texts));
}

it("the API reference is what `pnpm docs:api` makes of the sources", async () => {
  const folder = testFolder();
  const typedoc = join(packageFolder, "node_modules/typedoc/bin/typedoc");
  // It makes anchors in lower case by the rules of the user's language: a Turkish i has no dot.
  const env = { ...process.env, LC_ALL: "C" };
  await promisify(execFile)(process.execPath, [typedoc, "--out", folder], { cwd: packageFolder, env });
  expect(await pages(join(packageFolder, "docs/api"))).toEqual(await pages(folder));
});
