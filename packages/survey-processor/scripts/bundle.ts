import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
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

await rm(dirname(bundleDirectory), { recursive: true, force: true });
await Promise.all(bundles.map((bundle) => build({ ...bundleOptions, ...bundle, logLevel: "info" })));
