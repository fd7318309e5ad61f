/** The page's style has so many colours for things that have no order. */
const KINDS = 8;

/** The colour of one of several things that are in an order: from the low end of a scale to the high one. */
export function orderedColour(index: number, of: number): string {
  const share = of < 2 ? 100 : Math.round((100 * index) / (of - 1));
  return `color-mix(in oklab, var(--high) ${share}%, var(--low))`;
}

/** The colour of one of several things that have no order. */
export function kindColour(index: number): string {
  return `var(--kind-${index % KINDS})`;
}
