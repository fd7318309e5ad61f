import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { checkFolder } from "@lab/study/lock";
import { build } from "esbuild";
import { archiverBundleDirectory, bundleDirectory } from "../src/deployment.ts";
import { bundleOptions } from "./bundle-options.ts";

const source = (name: string) => fileURLToPath(new URL(`../src/lambda/${name}.ts`, import.meta.url));
const bundles = [
  {
    outdir: bundleDirectory,
    entryPoints: { index: source("processor-handler"), "connect-queue": source("connect-queue") },
  },
  { outdir: archiverBundleDirectory, entryPoints: { index: source("archiver-handler") } },
];

// A function whose study gives an old name a new meaning would mix its data, and nobody could tell them apart later.
const { findings } = await checkFolder();
const problems = findings.filter(({ level }) => level === "problem");
if (problems.length > 0) {
  for (const { message } of problems) console.error(message);
  process.exit(1);
}

await rm(dirname(bundleDirectory), { recursive: true, force: true });
await Promise.all(bundles.map((bundle) => build({ ...bundleOptions, ...bundle, logLevel: "info" })));
