import { rectY, ruleY } from "@observablehq/plot";
import type { Answered, Arrivals } from "../../report-data.ts";
import type { Html } from "../html.ts";
import { shortDate } from "../words.ts";
import { draw } from "./draw.ts";
import { stepAxis, stepBar } from "./steps.ts";

/** Which share of the expected surveys was answered on each study day. */
export function responseChart(label: string, days: readonly Answered[]): Html {
  const bars = days.map(({ answered, expected }, day) => ({
    ...stepBar(day),
    y: expected === 0 ? 0 : (100 * answered) / expected,
  }));
  return draw(label, {
    x: stepAxis(days.length, 1),
    y: { domain: [0, 100], ticks: [0, 25, 50, 75, 100], tickSize: 0, label: "% answered" },
    marks: [rectY(bars, { x1: "x1", x2: "x2", y: "y", fill: "var(--accent)" }), ruleY([0])],
  });
}

/** So many dates fit under a chart. */
const MAX_DATES = 5;
/** A chart of fewer days would be one broad bar. */
const MIN_STEPS = 7;

/** How many surveys arrived on each day, or in each week. What was rejected is on top. */
export function arrivalsChart(label: string, steps: readonly Arrivals[]): Html {
  const bars = steps.flatMap(({ accepted, rejected }, step) => [
    { ...stepBar(step), y1: 0, y2: accepted, colour: "var(--accent)" },
    { ...stepBar(step), y1: accepted, y2: accepted + rejected, colour: "var(--warn)" },
  ]);
  const every = Math.max(1, Math.ceil(steps.length / MAX_DATES));
  return draw(label, {
    x: {
      domain: [0.5, Math.max(steps.length, MIN_STEPS) + 0.5],
      ticks: steps.flatMap((_, step) => (step % every === 0 ? [step + 1] : [])),
      tickFormat: (number: number) => shortDate(steps[number - 1]?.from ?? ""),
      tickSize: 0,
      label: null,
    },
    y: { label: "surveys", ticks: 5, tickFormat: (value: number) => wholeOnly(value), tickSize: 0 },
    color: { type: "identity" },
    marks: [rectY(bars, { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "colour" }), ruleY([0])],
  });
}

/** There are no halves of surveys. */
function wholeOnly(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString("en-GB") : "";
}
