/**
 * A fraction, from 0 up to but not including 1, that depends on nothing but the seed and the name of what is decided.
 * So a schedule needs no generator whose state every decision shares: leaving one decision out, as shrinking does,
 * changes none of the others.
 *
 * @example chance(42, "m1.1 PutObject#1 fault") // the same number, always
 */
export function chance(seed: number, name: string): number {
  // FNV-1a over the seed's halves and the name, then MurmurHash3's finaliser, which spreads it over all bits.
  let hash = Math.imul(0x811c9dc5 ^ seed, 0x01000193);
  hash = Math.imul(hash ^ Math.floor(seed / 0x1_0000_0000), 0x01000193);
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 0x1_0000_0000;
}

/** One of several, evenly. */
export function oneOf<Choice>(choices: readonly [Choice, ...Choice[]], fraction: number): Choice {
  return choices[Math.floor(fraction * choices.length)] ?? choices[0];
}

/** From `least` up to `most`, evenly on a logarithmic scale: a second is as likely as an hour. */
export function logUniform(least: number, most: number, fraction: number): number {
  return least * (most / least) ** fraction;
}
