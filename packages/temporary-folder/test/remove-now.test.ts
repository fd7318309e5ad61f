import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { removal, removeNow } from "../src/remove-now.ts";
import { createTemporaryFolder } from "../src/temporary-folder.ts";

it("leaves nothing of a folder whose removal is under way, at whatever moment it comes", async () => {
  await using parent = await createTemporaryFolder("lab-try");
  const left: number[] = [];
  for (let round = 0; round < 1_500; round++) {
    const folder = join(parent.path, "folder");
    for (const name of ["a/b", "c/d"]) {
      mkdirSync(join(folder, name), { recursive: true });
      for (const file of ["1", "2", "3"]) writeFileSync(join(folder, name, file), "");
    }
    const underWay = rm(folder, removal);
    for (let turn = 0; turn < round % 8; turn++) await new Promise(setImmediate);
    removeNow(folder);
    if (existsSync(folder)) left.push(round);
    await underWay;
  }
  expect(left).toEqual([]);
});
