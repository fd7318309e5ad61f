import { rect, ruleY } from "@observablehq/plot";
import type { Spread } from "../../report-data.ts";
import type { Html } from "../html.ts";
import { draw } from "./draw.ts";
import { stepAxis, stepBar } from "./steps.ts";

/** The middle half of some values over time, as bars, and the median as a line in each. */
export function spreadChart(
  label: string,
  steps: readonly (Spread | undefined)[],
  options: {
    readonly stepDays: number;
    /** What is on the vertical axis. */
    readonly measured: string;
    readonly format: (value: number) => string;
    /** The axis has a number at multiples of this, and need not begin at zero. Default: five round numbers, from zero on. */
    readonly every?: number;
  },
): Html {
  const { stepDays, measured, format, every } = options;
  const bars = steps.flatMap((spread, step) =>
    spread === undefined ? [] : [{ ...spread, ...stepBar(step) }],
  );
  const scale = every === undefined ? { ticks: 5, nice: true, zero: true } : multiples(bars, every);
  return draw(label, {
    x: stepAxis(steps.length, stepDays),
    y: { label: measured, tickFormat: format, tickSize: 0, ...scale },
    marks: [
      rect(bars, { x1: "x1", x2: "x2", y1: "low", y2: "high", fill: "var(--soft)" }),
      ruleY(bars, { x1: "x1", x2: "x2", y: "median", stroke: "var(--accent)", strokeWidth: 2.5 }),
    ],
  });
}

/** An axis from one multiple to another, around all values. */
function multiples(spreads: readonly Spread[], every: number) {
  const low = Math.floor(Math.min(...spreads.map((spread) => spread.low)) / every);
  const high = Math.ceil(Math.max(...spreads.map((spread) => spread.high)) / every);
  const ticks = Array.from({ length: high - low + 1 }, (_, index) => (low + index) * every);
  return { domain: [low * every, Math.max(high, low + 1) * every], ticks };
}
