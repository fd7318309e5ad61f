import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import * as pulumi from "@pulumi/pulumi";
import { beforeEach, describe, expect, it } from "vitest";
import { functionCode } from "../../src/functions/function-code.ts";

describe("functionCode", () => {
  let directory = "";
  beforeEach(async () => {
    directory = testFolder();
  });

  it("packs every file of the bundle", async () => {
    const names = ["index.js", "index.js.map", "other.js"];
    for (const name of names) await writeFile(join(directory, name), name);
    const assets = await functionCode(directory).assets;
    expect(Object.keys(assets).sort()).toEqual(names);
    for (const [name, asset] of Object.entries(assets)) {
      expect(asset instanceof pulumi.asset.FileAsset && (await asset.path)).toBe(join(directory, name));
    }
  });

  it("says what to do when it is not built", () => {
    const missing = join(directory, "index.js");
    const message = `The function's code is not there: ${missing} is missing. Run \`pnpm build\` first.`;
    expect(() => functionCode(directory)).toThrow(message);
  });
});
