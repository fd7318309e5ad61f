import type { BacklogSample } from "@lab/survey-stack";
import { resample, total } from "./resample.ts";

const bars = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/**
 * The backlog over time, drawn with block characters.
 *
 * @param size - `width` and `height` of the drawing itself, in characters; labels come on top.
 */
export function backlogChart(
  samples: readonly BacklogSample[],
  size: { readonly width: number; readonly height: number },
): string {
  const { width, height } = size;
  const values = resample(samples, width).map(total);
  const highest = Math.max(1, ...values);
  const labels = [highest, 0].map((value) => value.toLocaleString("en"));
  const margin = Math.max(...labels.map(({ length }) => length));
  const rows = Array.from({ length: height }, (_, i) => {
    const floor = height - 1 - i;
    const label = i === 0 ? labels[0] : floor === 0 ? labels[1] : "";
    const blocks = values.map((value) => block(value / highest, floor, height)).join("");
    return `${(label ?? "").padStart(margin)} ┤${blocks}`;
  });
  const end = `${((samples.at(-1)?.time ?? 0) / 1_000).toFixed(1)} s`;
  const indent = " ".repeat(margin + 1);
  return [
    ...rows,
    `${indent}└${"─".repeat(width)}`,
    `${indent} 0 s${end.padStart(Math.max(0, width - "0 s".length))}`,
  ].join("\n");
}

/** The backlog as one line of `width` characters, for a display that is drawn again and again. */
export function sparkline(samples: readonly BacklogSample[], width: number): string {
  const values = resample(samples, width).map(total);
  const highest = Math.max(1, ...values);
  return values.map((value) => block(value / highest, 0, 1)).join("");
}

/** The character at a height of a column. A bar that is not zero is always visible. */
function block(share: number, floor: number, height: number): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * height * 8)) : 0;
  return bars[Math.min(8, Math.max(0, eighths - floor * 8))] ?? " ";
}
