import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleDirectory } from "../src/deployment.ts";
import { bundleOptions } from "./bundle-options.ts";

await rm(bundleDirectory, { recursive: true, force: true });
const source = (name: string) => fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));
await build({
  ...bundleOptions,
  entryPoints: { index: source("lambda"), "connect-queue": source("connect-queue") },
  outdir: bundleDirectory,
  logLevel: "info",
});
