const DEFAULT = 20_210_928;

/**
 * The seed of all chance in tests, the same in every run, so that whoever repeats a run repeats its luck. `TEST_SEED=4711`
 * in the environment tries another.
 *
 * @throws RangeError when `TEST_SEED` is no whole number from 0 to 2³¹ - 1.
 */
export const testSeed: number = readSeed(process.env.TEST_SEED);

function readSeed(text: string | undefined): number {
  if (!text) return DEFAULT;
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed < 2 ** 31) return seed;
  throw new RangeError(`TEST_SEED must be a whole number from 0 to ${2 ** 31 - 1}, but is "${text}".`);
}
