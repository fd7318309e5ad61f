import { defineConfig } from "@playwright/test";
import config from "./playwright.config.ts";

/** The page as the README shows it. */
export default defineConfig({ ...config, testMatch: "**/*.pictures.ts", reporter: "list" });
