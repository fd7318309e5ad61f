import type { Widget } from "./widget.ts";

/** Columns of a dashboard (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html). */
const COLUMNS = 24;

/** Widgets side by side, all of the same height. */
export interface Row {
  readonly height: number;
  readonly widgets: readonly Widget[];
}

/** A widget at its place, in cells of the dashboard's grid from its upper left corner. */
export interface PlacedWidget extends Widget {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Places rows one under the other, each as wide as the dashboard, its widgets equally wide. */
export function arrange(rows: readonly Row[]): readonly PlacedWidget[] {
  const tops = rows.map((_, row) => rows.slice(0, row).reduce((sum, { height }) => sum + height, 0));
  return rows.flatMap(({ height, widgets }, row) => {
    const width = Math.floor(COLUMNS / widgets.length);
    return widgets.map((widget, column) => ({
      ...widget,
      x: column * width,
      y: tops[row] ?? 0,
      width,
      height,
    }));
  });
}
