import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { asset } from "@pulumi/pulumi";
import { beforeEach, describe, expect, it } from "vitest";
import { unpackCode } from "../../src/provisioner/unpack-code.ts";

let folder: string;
let target: string;
beforeEach(async () => {
  folder = testFolder();
  target = join(folder, "target");
  await mkdir(target);
});

const text = new asset.StringAsset("written");
const archive = (assets: Record<string, asset.Asset | asset.Archive>) => new asset.AssetArchive(assets);

describe("a function's code", () => {
  it("is unpacked with its folders", async () => {
    await writeFile(join(folder, "source.js"), "copied");
    const files = { "index.js": text, "a/b.js": new asset.FileAsset(join(folder, "source.js")) };
    await unpackCode(archive({ ".": archive(files), deep: archive({ "c.js": text }) }), target);
    expect(await readFile(join(target, "a/b.js"), "utf8")).toBe("copied");
    expect((await readdir(target, { recursive: true })).toSorted()).toEqual([
      "a",
      "a/b.js",
      "deep",
      "deep/c.js",
      "index.js",
    ]);
  });

  it.each([
    "../x.js",
    "a/../../x.js",
    "/x.js",
    "",
    "a//x.js",
    "./x.js",
    "..",
    "..\\x.js",
    "C:\\x.js",
    "C:x.js",
    "a\\..\\..\\x.js",
    "x\0.js",
  ])("does not leave its folder by the path %j", async (path) => {
    await expect(unpackCode(archive({ [path]: text }), target)).rejects.toThrow("not one inside its folder");
    await expect(unpackCode(archive({ a: archive({ [path]: text }) }), target)).rejects.toThrow(
      "not one inside its folder",
    );
    expect(
      (await readdir(folder, { recursive: true })).filter((name) => !/^target(\/a)?$/.test(name)),
    ).toEqual([]);
  });

  it("does not leave its folder by a link that came in with another folder", async () => {
    const [source, outside] = [join(folder, "source"), join(folder, "outside")];
    for (const directory of [source, outside]) await mkdir(directory);
    await symlink(outside, join(source, "link"));
    const code = archive({ ".": new asset.FileArchive(source), "link/x.js": text });
    await expect(unpackCode(code, target)).rejects.toThrow(`its code has the link ${join(source, "link")}`);
    expect(await readdir(outside)).toEqual([]);
  });
});
