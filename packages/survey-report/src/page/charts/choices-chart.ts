import { dot, line, rect, ruleY } from "@observablehq/plot";
import type { ItemTrend } from "../../report-data.ts";
import type { Html } from "../html.ts";
import { kindColour, orderedColour } from "./colours.ts";
import { draw } from "./draw.ts";
import { stepAxis, stepBar } from "./steps.ts";

type Choices = Extract<ItemTrend, { readonly kind: "choices" }>;

const percentAxis = { domain: [0, 100], ticks: [0, 25, 50, 75, 100], tickSize: 0, label: "% of answers" };

/** The colour of each choice. Points of a scale are in an order, and options are not. */
export function choiceColours({ choices }: Choices): string[] {
  const isScale = choices.every(({ value }) => typeof value === "number");
  return choices.map((_, index) => (isScale ? orderedColour(index, choices.length) : kindColour(index)));
}

/** Which share of the answers each choice had, over time. Where several can be chosen, they are lines, since they do not add up. */
export function choicesChart(label: string, trend: Choices, stepDays: number): Html {
  const colours = choiceColours(trend);
  const options = {
    x: stepAxis(trend.answers.length, stepDays),
    y: percentAxis,
    color: { type: "identity" as const },
  };
  if (trend.several) {
    const points = trend.choices.flatMap((_, choice) =>
      trend.answers.map((all, step) => ({
        x: step + 1,
        y: all === 0 ? Number.NaN : (100 * (trend.chosen[step]?.[choice] ?? 0)) / all,
        colour: colours[choice] ?? "",
        choice,
      })),
    );
    return draw(label, {
      ...options,
      marks: [
        ruleY([0]),
        line(points, { x: "x", y: "y", z: "choice", stroke: "colour", strokeWidth: 2 }),
        dot(points, { x: "x", y: "y", fill: "colour", r: 2.5 }),
      ],
    });
  }
  const bars = trend.answers.flatMap((all, step) => {
    let below = 0;
    return (trend.chosen[step] ?? []).flatMap((chosen, choice) => {
      if (chosen === 0) return [];
      const share = (100 * chosen) / all;
      below += share;
      return [{ ...stepBar(step), y1: below - share, y2: below, colour: colours[choice] ?? "" }];
    });
  });
  return draw(label, {
    ...options,
    marks: [rect(bars, { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "colour" })],
  });
}
