import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import type { SurveyConfig } from "../src/study/survey-config.ts";
import { protectedFor } from "./protect-page.ts";
import { readLocalConfig } from "./serve-survey-config.ts";

/**
 * Serves the built page with a policy that lets it reach the local cloud, whose addresses nobody knew when it was built. The
 * service worker is another one for another policy, so that browsers fetch the page anew.
 *
 * @param envFile - `.env.local` of the repository.
 * @param alsoConnectTo - Further addresses that the page may send to.
 */
export function serveProtectedPage(envFile: string, alsoConnectTo: readonly string[] = []): Plugin {
  // Without a local cloud the page opens, and says that it cannot go on.
  const readConfig = async (): Promise<SurveyConfig | undefined> => {
    const config = await readLocalConfig(envFile).catch(() => undefined);
    return config && { ...config, alsoConnectTo: [...alsoConnectTo] };
  };
  return {
    name: "serve-protected-page",
    configurePreviewServer({ middlewares, config }) {
      const folder = resolve(config.root, config.build.outDir);
      const pages = new Set(["/", "/index.html"]);
      middlewares.use((request, response, next) => {
        const [path = ""] = request.url?.split("?") ?? [];
        if (pages.has(path)) {
          readConfig()
            .then((config) => protectedFor(folder, config))
            .then((html) => answer(response, "text/html", html), next);
        } else if (path === "/service-worker.js") {
          readConfig()
            .then((config) => workerFor(folder, config))
            .then((code) => answer(response, "text/javascript", code), next);
        } else next();
      });
    },
  };
}

async function workerFor(folder: string, config: SurveyConfig | undefined): Promise<string> {
  const code = await readFile(join(folder, "service-worker.js"), "utf8");
  return `${code}\n// Caches a page for ${JSON.stringify(config)}\n`;
}

function answer(response: ServerResponse, type: string, body: string): void {
  response.setHeader("content-type", `${type}; charset=utf-8`);
  response.setHeader("cache-control", "no-cache");
  response.end(body);
}
