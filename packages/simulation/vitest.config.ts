import { mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

/** Thousands of schedules, and every order of a scenario, take minutes on a busy machine. */
export default mergeConfig(base, { test: { testTimeout: 600_000 } });
