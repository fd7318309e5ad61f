import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

// Whole clouds are started here, and processes of their own; a busy machine takes its time.
export default mergeConfig(base, defineConfig({ test: { testTimeout: 30_000, hookTimeout: 30_000 } }));
