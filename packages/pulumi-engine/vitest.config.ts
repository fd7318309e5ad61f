import { mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

/** Every step of the engine runs the program in a process of its own; several take a while on a small machine. */
export default mergeConfig(base, { test: { testTimeout: 180_000, hookTimeout: 180_000 } });
