import { defineConfig } from "vitest/config";

/** What every package's tests share: workspace packages are read from their sources, results are also kept as JSON. */
export default defineConfig({
  resolve: { conditions: ["@lab/source"] },
  ssr: { resolve: { conditions: ["@lab/source"] } },
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: "reports/vitest.json" },
  },
});
