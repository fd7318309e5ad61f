import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What every package's tests share: how long they may take, and results that are also kept as JSON. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: [fileURLToPath(new URL("packages/testing/src/setup.ts", import.meta.url))],
    // A test ends by what it waits for. The limit is for one that hangs, on a machine that may be busy with other things.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", "json"],
    outputFile: { json: "reports/vitest.json" },
  },
});
