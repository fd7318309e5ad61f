import { mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

/** Thousands of schedules take a while on a small machine. */
export default mergeConfig(base, { test: { testTimeout: 180_000 } });
