import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { testFolder } from "@lab/testing";
import { build } from "esbuild";
import { publint } from "publint";
import { beforeAll, describe, expect, it } from "vitest";

const packageFolder = join(import.meta.dirname, "..");
let folder: string;
let tarball: Buffer;

beforeAll(async () => {
  folder = testFolder();
  await promisify(execFile)("pnpm", ["pack", "--pack-destination", folder], { cwd: packageFolder });
  const [name = ""] = await readdir(folder);
  tarball = await readFile(join(folder, name));
}, 60_000);

describe("the packed package", () => {
  it("has nothing that publint finds wrong", async () => {
    const packed = new Uint8Array(tarball).buffer;
    const { messages } = await publint({ pack: { tarball: packed }, strict: true });
    expect(messages).toEqual([]);
  });

  it("carries its licence, its README and its code, with docstrings for editors, and no tests", () => {
    const packed = createPackageFromTarballData(tarball);
    const inPackage = "/node_modules/@lab/survey-client/";
    const names = packed.listFiles("/").map((file) => file.replace(inPackage, ""));
    expect(names).toEqual(expect.arrayContaining(["LICENSE", "README.md", "dist/node.js", "dist/node.d.ts"]));
    expect(names.filter((name) => /^(test|examples)\//.test(name))).toEqual([]);
    // The reference is made of the docstrings, and an editor shows them from here.
    const declarations = packed.readFile(`${inPackage}dist/outbox/create-outbox.d.ts`);
    expect(declarations).toMatch(/@example[^@]*\*\/\s*export declare function createOutbox[<(]/);
  });

  it("gives every importer of ES modules the types that belong to the code", async () => {
    const analysis = await checkPackage(createPackageFromTarballData(tarball));
    if (analysis.types === false) throw new Error("the package has no types");
    // It is ESM only: importers that know no `exports` map, or only `require`, are not served.
    const served = analysis.problems.filter(
      (problem) =>
        !("resolutionKind" in problem) ||
        (problem.resolutionKind !== "node10" && problem.resolutionKind !== "node16-cjs"),
    );
    expect(served).toEqual([]);
    expect(Object.keys(analysis.entrypoints).sort()).toEqual([".", "./indexed-db", "./node"]);
  }, 60_000);
});

/** What an app's bundler makes of an entry point for a browser; rejects when the code needs Node. */
async function bundleOf(code: string, options: { readonly withoutSdk?: boolean } = {}) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: packageFolder },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    metafile: true,
    external: options.withoutSdk ? ["@aws-sdk/*"] : [],
    logLevel: "silent",
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error("esbuild gave no output");
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  return { gzipped: gzipSync(output.contents).length, inputs: Object.keys(metafile.inputs), used };
}

describe("the bundle of an app", () => {
  const outbox = 'export { createOutbox, createSurveyClient, createAsyncStorage } from "@lab/survey-client";';
  const inBrowser = `${outbox} export { createIndexedDbStorage } from "@lab/survey-client/indexed-db";`;

  it("needs nothing of Node, and has nothing of it", async () => {
    const { inputs } = await bundleOf(inBrowser);
    expect(inputs.filter((input) => /storage\/folder\/|watch-surveys|send-survey\./.test(input))).toEqual([]);
  });

  it("has nothing of the codebooks, which are for whoever reads the data", async () => {
    const { inputs } = await bundleOf(inBrowser);
    expect(inputs.filter((input) => /survey-schema\/dist\/|survey-schema\/src\//.test(input))).not.toEqual(
      [],
    );
    expect(inputs.filter((input) => input.includes("/codebook/"))).toEqual([]);
  });

  it("stays small: without the SDK, and with it", async () => {
    const own = await bundleOf(inBrowser, { withoutSdk: true });
    const all = await bundleOf(inBrowser);
    // Measured 26.1 kB (most of it zod, which checks surveys) and 80.0 kB. A tenth more is a change to be looked into. It was 17.0 kB
    // before it had the study's questionnaires, with their wordings in two languages and the checks of their definitions.
    expect(own.gzipped).toBeLessThan(28_700);
    expect(all.gzipped).toBeLessThan(88_000);
  });

  it("has no JSON Schema and no generator of surveys, which are for the lab's own machines", async () => {
    const { used } = await bundleOf(inBrowser);
    expect(used.filter((path) => path.includes("survey-schema/src/judge/"))).not.toEqual([]);
    expect(used.filter((path) => /survey-schema\/src\/(json-schema|generate)\//.test(path))).toEqual([]);
  });

  it("has no IndexedDB where it was not imported", async () => {
    const { inputs } = await bundleOf(outbox);
    expect(inputs.filter((input) => input.includes("/idb/"))).toEqual([]);
  });
});
