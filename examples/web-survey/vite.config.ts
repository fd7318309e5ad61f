import { join } from "node:path";
import { defaultClientConditions, defineConfig } from "vite";
import { cachePageOffline } from "./build/cache-page-offline.ts";
import { serveSurveyConfig } from "./build/serve-survey-config.ts";

export default defineConfig({
  // The page may be put into any folder of a web server.
  base: "./",
  resolve: { conditions: ["@lab/source", ...defaultClientConditions] },
  plugins: [serveSurveyConfig(join(import.meta.dirname, "../../.env.local")), cachePageOffline()],
});
