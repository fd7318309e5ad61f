import { join } from "node:path";
import { defineConfig } from "vite";
import { cachePageOffline } from "./build/cache-page-offline.ts";
import { protectPage } from "./build/protect-page.ts";
import { serveProtectedPage } from "./build/serve-protected-page.ts";
import { serveSurveyConfig } from "./build/serve-survey-config.ts";

const envFile = join(import.meta.dirname, "../../.env.local");

export default defineConfig({
  // The page may be put into any folder of a web server.
  base: "./",
  plugins: [serveSurveyConfig(envFile), serveProtectedPage(envFile), protectPage(), cachePageOffline()],
});
