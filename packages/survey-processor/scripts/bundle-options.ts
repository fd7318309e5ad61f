import { fileURLToPath } from "node:url";
import type { BuildOptions, Plugin } from "esbuild";
import { studyAsData } from "./study-as-data.ts";

/** Leaves `import()` of a source as it is, for another file of the bundle: esbuild itself splits only ES modules. */
const dynamicImportsStay: Plugin = {
  name: "dynamic-imports-stay",
  setup(build) {
    build.onResolve({ filter: /^\.\/.*\.ts$/ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path: path.replace(/\.ts$/, ".js"), external: true } : undefined,
    );
  },
};

/** How the function's code is bundled, measured by `pnpm bench` for what starts and runs fastest. */
export const bundleOptions: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node24",
  // CommonJS starts faster than ESM; `module` picks the dependencies' ES modules, of which unused parts fall away.
  format: "cjs",
  conditions: ["module"],
  mainFields: ["module", "main"],
  minify: true,
  // Deployed beside the code, for whoever reads a stack trace; Node loads them only with --enable-source-maps.
  sourcemap: true,
  sourcesContent: false,
  legalComments: "none",
  // Lambda hands the role's credentials over in the environment; the SDK's other ways to find some (profiles, SSO,
  // instance metadata, …) would only make the start longer.
  alias: {
    "@aws-sdk/credential-provider-node": fileURLToPath(
      new URL("../src/lambda/environment-credentials.ts", import.meta.url),
    ),
  },
  plugins: [dynamicImportsStay, studyAsData],
};
