import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleDirectory } from "../src/deployment.ts";

await rm(bundleDirectory, { recursive: true, force: true });
await build({
  entryPoints: [fileURLToPath(new URL("../src/lambda.ts", import.meta.url))],
  outfile: `${bundleDirectory}/index.js`,
  bundle: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  minify: true,
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  conditions: ["@lab/source"],
  mainFields: ["module", "main"],
  legalComments: "none",
  logLevel: "info",
});
