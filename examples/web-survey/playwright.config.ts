import { defineConfig } from "@playwright/test";
import { findChromium } from "./browser/find-chromium.ts";

/** The size of a small phone, in CSS pixels: what must work. */
const phone = { width: 360, height: 740 };

export default defineConfig({
  testDir: "browser",
  testMatch: "**/*.spec.ts",
  outputDir: "reports/browser",
  reporter: [["list"], ["./browser/summary-reporter.ts"]],
  // The tests share a local cloud and its engines' machine.
  workers: 1,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: findChromium() },
    viewport: phone,
    hasTouch: true,
    locale: "en-GB",
    // Not UTC, so that local time is told from it.
    timezoneId: "Europe/Zurich",
    trace: "retain-on-failure",
  },
});
