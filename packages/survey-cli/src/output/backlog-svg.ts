import type { BacklogSample } from "@lab/survey-stack";
import { type BacklogColumn, resample, total } from "./resample.ts";
import { ticks } from "./ticks.ts";

const WIDTH = 900;
const HEIGHT = 440;
/** Where the drawing itself is. */
const plot = { left: 90, right: WIDTH - 30, top: 84, bottom: HEIGHT - 62 };
const COLUMNS = 420;

const STYLE = `
  text { font: 13px system-ui, "Helvetica Neue", Arial, sans-serif; fill: #333 }
  .title { font-size: 18px; font-weight: 600; fill: #111 }
  .grid { stroke: #ddd; stroke-width: 1 }
  .axis { stroke: #666; stroke-width: 1 }
  .waiting { fill: #4477aa }
  .in-flight { fill: #ee7733 }
  .moment { stroke: #111; stroke-width: 1; stroke-dasharray: 4 3 }
  .outage { fill: #cc3311; fill-opacity: 0.2 }
  .kill { fill: #cc3311 }
  .note { paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round }`;

/** What the drawing says besides the samples. */
export interface BacklogCaption {
  readonly title: string;
  readonly subtitle: string;
  /** Moments to mark; all times in milliseconds since the burst began. */
  readonly moments: readonly { readonly name: string; readonly at: number }[];
  /** When a worker was killed. */
  readonly kills: readonly number[];
  readonly outage?: { readonly name: string; readonly from: number; readonly to: number };
}

/**
 * Draws a burst as an SVG document. It shows how many surveys were in the queue over time, with the waiting
 * ones below those in flight. Its only text is the caption's.
 */
export function backlogSvg(samples: readonly BacklogSample[], caption: BacklogCaption): string {
  const columns = resample(samples, COLUMNS);
  const end = Math.max(1, samples.at(-1)?.time ?? 0) / 1_000;
  const counts = ticks(Math.max(...columns.map(total)), 5);
  const highest = counts.at(-1) ?? 1;
  const x = (seconds: number) => plot.left + (seconds / end) * (plot.right - plot.left);
  const y = (count: number) => plot.bottom - (count / highest) * (plot.bottom - plot.top);
  const seconds = ticks(end, 8).filter((second) => second <= end);
  const area = (top: (column: BacklogColumn) => number) => {
    const points = columns.map(
      (column, i) => `${fixed(x(((i + 0.5) / COLUMNS) * end))},${fixed(y(top(column)))}`,
    );
    return `M${plot.left},${plot.bottom}L${points.join("L")}L${plot.right},${plot.bottom}Z`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title">
<style>${STYLE}
</style>
<rect width="100%" height="100%" fill="#fff"/>
<text id="title" class="title" x="${plot.left}" y="30">${escapeXml(caption.title)}</text>
<text x="${plot.left}" y="52">${escapeXml(caption.subtitle)}</text>
${counts.map((count) => horizontalLine(count, y(count))).join("\n")}
<path class="in-flight" d="${area(total)}"/>
<path class="waiting" d="${area(({ waiting }) => waiting)}"/>
${caption.outage ? band(caption.outage.name, x(caption.outage.from / 1_000), x(caption.outage.to / 1_000)) : ""}
${caption.moments.map(({ name, at }) => moment(name, x(at / 1_000))).join("\n")}
${caption.kills.map((at) => kill(x(at / 1_000))).join("\n")}
<line class="axis" x1="${plot.left}" x2="${plot.right}" y1="${plot.bottom}" y2="${plot.bottom}"/>
${seconds.map((second) => timeLabel(second, x(second))).join("\n")}
<text x="${(plot.left + plot.right) / 2}" y="${HEIGHT - 18}" text-anchor="middle">seconds since the burst began</text>
<text transform="translate(24 ${(plot.top + plot.bottom) / 2}) rotate(-90)" text-anchor="middle">surveys in the queue</text>
${legend(caption.kills.length > 0)}
</svg>
`;
}

function horizontalLine(count: number, y: number): string {
  return `<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${fixed(y)}" y2="${fixed(y)}"/>
<text x="${plot.left - 8}" y="${fixed(y + 4)}" text-anchor="end">${count.toLocaleString("en")}</text>`;
}

function timeLabel(second: number, x: number): string {
  return `<line class="axis" x1="${fixed(x)}" x2="${fixed(x)}" y1="${plot.bottom}" y2="${plot.bottom + 5}"/>
<text x="${fixed(x)}" y="${plot.bottom + 20}" text-anchor="middle">${second.toLocaleString("en")}</text>`;
}

function moment(name: string, x: number): string {
  const [anchor, offset] = x > (plot.left + plot.right) / 2 ? ["end", -6] : ["start", 6];
  return `<line class="moment" x1="${fixed(x)}" x2="${fixed(x)}" y1="${plot.top}" y2="${plot.bottom}"/>
<text class="note" x="${fixed(x + offset)}" y="${plot.top + 14}" text-anchor="${anchor}">${escapeXml(name)}</text>`;
}

function band(name: string, from: number, to: number): string {
  return `<rect class="outage" x="${fixed(from)}" y="${plot.top}" width="${fixed(to - from)}" height="${plot.bottom - plot.top}"/>
<text class="note" x="${fixed((from + to) / 2)}" y="${plot.top + 34}" text-anchor="middle">${escapeXml(name)}</text>`;
}

function kill(x: number): string {
  const y = plot.bottom;
  return `<path class="kill" d="M${fixed(x)},${y - 12}l5,-10h-10z"/>`;
}

function legend(kills: boolean): string {
  const [waitingX, inFlightX, killX] = [plot.left, plot.left + 90, plot.left + 290];
  const key = (name: string, x: number, text: string) =>
    `<rect class="${name}" x="${x}" y="64" width="12" height="12"/><text x="${x + 18}" y="75">${text}</text>`;
  return [
    key("waiting", waitingX, "waiting"),
    key("in-flight", inFlightX, "in flight (being processed)"),
    ...(kills
      ? [
          `<path class="kill" d="M${killX + 6},75l5,-10h-10z"/><text x="${killX + 18}" y="75">a worker was killed</text>`,
        ]
      : []),
  ].join("\n");
}

function fixed(value: number): string {
  return value.toFixed(1);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
