import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleDirectory } from "../src/deployment.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

await rm(bundleDirectory, { recursive: true, force: true });
await build({
  entryPoints: [here("../src/lambda.ts")],
  outfile: `${bundleDirectory}/index.js`,
  bundle: true,
  platform: "node",
  target: "node24",
  // CommonJS starts faster than ESM; `module` picks the dependencies' ES modules, of which unused parts fall away.
  format: "cjs",
  conditions: ["@lab/source", "module"],
  mainFields: ["module", "main"],
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: "none",
  // Lambda hands the role's credentials over in the environment; the SDK's other ways to find some (profiles, SSO,
  // instance metadata, …) are a fifth of its code.
  alias: { "@aws-sdk/credential-provider-node": here("../src/environment-credentials.ts") },
  logLevel: "info",
});
