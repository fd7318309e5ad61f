/** Bars of neighbouring steps do not touch. */
const HALF_BAR = 0.45;
/** At most so many steps are numbered on an axis. */
const MAX_TICKS = 8;

/** The axis of study days, or of weeks. The first is number 1. */
export function stepAxis(steps: number, stepDays: number) {
  const every = [1, 2, 5, 7, 10, 14, 20, 30, 50].find((size) => steps / size <= MAX_TICKS) ?? 100;
  const numbers = Array.from({ length: steps }, (_, index) => index + 1);
  return {
    domain: [0.5, Math.max(steps, 1) + 0.5],
    ticks: numbers.filter((number) => number === 1 || number % every === 0),
    tickFormat: (number: number) => String(number),
    label: stepDays === 1 ? "study day" : "week of the study",
    tickSize: 0,
  };
}

/** Where the bar of a step is on the axis, 0 for the first step. */
export function stepBar(step: number): { readonly x1: number; readonly x2: number } {
  return { x1: step + 1 - HALF_BAR, x2: step + 1 + HALF_BAR };
}

/** What a step is called in a table: `Day 3`, `Week 2`. */
export function stepName(step: number, stepDays: number): string {
  return `${stepDays === 1 ? "Day" : "Week"} ${step + 1}`;
}
