import { createHash } from "node:crypto";
import { globSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";
import { SURVEY_CONFIG } from "./survey-config-file.ts";

const WORKER = "service-worker.js";
/** Known to the worker, which fills and clears its caches, and to the page, which removes them when it forgets a device. */
const CACHE_PREFIX = "survey-page ";

/**
 * Builds the page's service worker, and writes into it what to cache. That is everything the build puts out,
 * under the name of this version, which is a hash of it. A new version has another text, so browsers notice
 * it.
 */
export function cachePageOffline(): Plugin {
  let publicFolder = "";
  return {
    name: "cache-page-offline",
    // After Vite's own plugins, one of which puts out index.html.
    enforce: "post",
    config: ({ root = process.cwd() }) => ({
      define: { __CACHE_PREFIX__: JSON.stringify(CACHE_PREFIX) },
      build: {
        rolldownOptions: {
          input: {
            index: join(root, "index.html"),
            "service-worker": join(root, "src/service-worker/service-worker.ts"),
          },
          output: {
            entryFileNames: ({ name }) => (name === "service-worker" ? WORKER : "assets/[name]-[hash].js"),
          },
        },
      },
    }),
    configResolved({ publicDir }) {
      publicFolder = publicDir;
    },
    generateBundle(_options, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") this.error(`${WORKER} was not built`);
      const files = [
        ...Object.keys(bundle).filter((name) => name !== WORKER && name !== SURVEY_CONFIG),
        ...globSync("*", { cwd: publicFolder }),
      ].sort();
      const version = versionOf(Object.values(bundle));
      worker.code = worker.code
        .replaceAll("__PAGE_FILES__", JSON.stringify(files))
        .replaceAll("__PAGE_VERSION__", JSON.stringify(version));
    },
  };
}

function versionOf(outputs: readonly (Rolldown.OutputAsset | Rolldown.OutputChunk)[]): string {
  const hash = createHash("sha256");
  for (const output of outputs) {
    hash.update(output.fileName).update(output.type === "chunk" ? output.code : output.source);
  }
  return hash.digest("hex").slice(0, 12);
}
