import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import type { SurveyConfig } from "../src/study/survey-config.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { readSurveyConfig, SURVEY_CONFIG } from "./survey-config-file.ts";

/**
 * Puts the Content Security Policy into the built page, as the first thing that a browser reads of it. The page is built for
 * the queue of `survey-config.json` in its source folder, which is put beside it. Without this file it is for a local cloud:
 * then whoever serves it writes the local cloud's addresses into the policy, see {@link protectedFor}.
 */
export function protectPage(): Plugin {
  let config: SurveyConfig | undefined;
  return {
    name: "protect-page",
    apply: "build",
    configResolved({ root }) {
      config = readSurveyConfig(root);
    },
    transformIndexHtml: {
      order: "post",
      handler: () => [
        {
          tag: "meta",
          attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy(config) },
          injectTo: "head-prepend",
        },
      ],
    },
    generateBundle() {
      if (config === undefined) return;
      this.emitFile({ type: "asset", fileName: SURVEY_CONFIG, source: JSON.stringify(config, undefined, 2) });
    },
  };
}

/**
 * The built page with the policy for another configuration.
 *
 * @param folder - Where the built page is.
 */
export async function protectedFor(folder: string, config: SurveyConfig | undefined): Promise<string> {
  const html = await readFile(join(folder, "index.html"), "utf8");
  const policy = /(<meta http-equiv="Content-Security-Policy" content=")[^"]*"/;
  if (!policy.test(html)) throw new Error(`${folder}/index.html has no policy; build the page first`);
  return html.replace(policy, (_, start) => `${start}${contentSecurityPolicy(config)}"`);
}
