import fc from "@lab/testing/fast-check";
import type { Chance } from "../../src/index.ts";

const STEPS = 2 ** 30;

/** From 0 up to, but not including, 1, evenly. Most of the doubles that fast-check draws there are next to 0. */
export const anyFraction: fc.Arbitrary<number> = fc.nat(STEPS - 1).map((step) => step / STEPS);

/** Chance that fast-check draws, and shrinks. */
export const anyChance: fc.Arbitrary<Chance> = fc
  .infiniteStream(anyFraction)
  .map((stream) => () => Number(stream.next().value));
