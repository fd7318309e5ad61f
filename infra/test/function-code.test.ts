import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { functionCode } from "../src/function-code.ts";

describe("functionCode", () => {
  let directory = "";
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "function-code-"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it("packs the bundle and its source map, and nothing else that lies there", async () => {
    for (const name of ["index.js", "index.js.map", "meta.json"]) {
      await writeFile(join(directory, name), name);
    }
    const assets = await functionCode(directory).assets;
    expect(Object.keys(assets)).toEqual(["index.js", "index.js.map"]);
    for (const [name, asset] of Object.entries(assets)) {
      expect(asset instanceof pulumi.asset.FileAsset && (await asset.path)).toBe(join(directory, name));
    }
  });

  it.each([
    ["index.js", []],
    ["index.js.map", ["index.js"]],
  ])("says what to do when %s is not built", async (missing, present) => {
    for (const name of present) {
      await writeFile(join(directory, name), "");
    }
    const message = `The function's code is not there: ${join(directory, missing)} is missing. Run \`pnpm build\` first.`;
    expect(() => functionCode(directory)).toThrow(message);
  });
});
