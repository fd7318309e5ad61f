import { type PlotOptions, plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { Html } from "../html.ts";

/** Charts are drawn for a phone, and scaled up where there is more room. In CSS pixels. */
const WIDTH = 400;
const HEIGHT = 190;

const { document } = parseHTML("<!doctype html><html><body></body></html>");

/**
 * Draws a chart as an SVG. Its colours are those of the page's style, so it follows light and dark.
 *
 * @param label - what it shows, for those who do not see it. Its figures are in the table beside it.
 */
export function draw(label: string, options: PlotOptions): Html {
  const svg = plot({
    width: WIDTH,
    height: HEIGHT,
    marginTop: 22,
    marginRight: 8,
    marginBottom: 38,
    marginLeft: 44,
    className: "chart",
    ...options,
    document,
  });
  // The page has this style once.
  svg.querySelector("style")?.remove();
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  for (const group of svg.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  return new Html(shorter(svg.outerHTML));
}

/** Coordinates need no more than one digit after the point. */
function shorter(svg: string): string {
  return svg.replaceAll(/\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1))));
}
