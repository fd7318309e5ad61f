import { mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

/**
 * Every test has a local cloud of its own; a burst through it takes a while on a small machine. Most tests wait, so two files at a time
 * take little more of the machine than one.
 */
export default mergeConfig(base, { test: { testTimeout: 120_000, maxWorkers: 2 } });
