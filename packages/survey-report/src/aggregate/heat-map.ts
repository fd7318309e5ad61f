import type { Answered, HeatBand, HeatMap, HeatRow } from "../report-data.ts";
import { Shortlist } from "./shortlist.ts";

/** So many participants have a row of their own. The others are summed up. */
export const HEAT_ROWS = 40;
/** How wide a band of response rates is, in percent. */
const BAND_PERCENT = 20;
const BANDS = 100 / BAND_PERCENT;
/** The band of those of whom no study day is over. */
const NO_DAY_OVER = BANDS;

/** Takes up participants' study days, and keeps the rows of those who need to be looked at. */
export interface HeatMapBuilder {
  add(row: HeatRow): void;
  heatMap(): HeatMap;
}

interface OpenBand {
  participants: number;
  readonly cells: { answered: number; expected: number }[];
}

export function createHeatMap(promptsPerDay: number): HeatMapBuilder {
  const bands = Array.from({ length: BANDS + 1 }, (): OpenBand => ({ participants: 0, cells: [] }));
  let days = 0;
  const rows = new Shortlist<HeatRow>(HEAT_ROWS, byNeed, (row) => {
    const band = bands[bandOf(row)];
    if (band === undefined) return;
    band.participants++;
    row.cells.slice(0, row.daysOver).forEach((answered, day) => {
      const cell = band.cells[day] ?? { answered: 0, expected: 0 };
      cell.answered += Math.min(answered, promptsPerDay);
      cell.expected += promptsPerDay;
      band.cells[day] = cell;
    });
  });
  return {
    add(row) {
      days = Math.max(days, row.cells.length);
      rows.add(row);
    },
    heatMap: () => ({
      promptsPerDay,
      days,
      rows: rows.list().rows,
      bands: bands.flatMap(({ participants, cells }, index): HeatBand[] => {
        if (participants === 0) return [];
        const range =
          index === NO_DAY_OVER ? {} : { from: index * BAND_PERCENT, to: (index + 1) * BAND_PERCENT };
        return [{ ...range, participants, cells }];
      }),
    }),
  };
}

/** The share that was answered, from 0 to 1. Nothing expected yet counts as everything answered. */
export function shareOf({ answered, expected }: Answered): number {
  return expected === 0 ? 1 : answered / expected;
}

function byNeed(a: HeatRow, b: HeatRow): number {
  if (a.takingPart !== b.takingPart) return a.takingPart ? -1 : 1;
  return shareOf(a) - shareOf(b) || (a.participant < b.participant ? -1 : 1);
}

function bandOf(row: HeatRow): number {
  if (row.expected === 0) return NO_DAY_OVER;
  return Math.min(BANDS - 1, Math.floor(shareOf(row) * BANDS));
}
