import { describe, expect, it } from "vitest";
import { createHeatMap, HEAT_ROWS } from "../../src/aggregate/heat-map.ts";

/** Two days that are over, with so many surveys on each, of four that are expected. */
const row = (participant: string, answered: number, takingPart = true) => ({
  participant,
  takingPart,
  cells: [answered, answered],
  daysOver: 2,
  answered: Math.min(answered, 4) * 2,
  expected: 8,
});

describe("the heat map", () => {
  it("begins with who takes part and has answered least", () => {
    const map = createHeatMap(4);
    map.add(row("over", 0, false));
    map.add(row("b", 3));
    map.add(row("a", 3));
    map.add(row("worst", 1));
    expect(map.heatMap().rows.map(({ participant }) => participant)).toEqual(["worst", "a", "b", "over"]);
  });

  it("keeps forty rows of any number, and sums up the others by their rate", () => {
    const map = createHeatMap(4);
    const number = 10_000;
    for (let i = 0; i < number; i++) map.add(row(String(i).padStart(5, "0"), i % 5));
    map.add({ ...row("new", 1), cells: [1], daysOver: 0, answered: 0, expected: 0 });
    const { rows, bands, days } = map.heatMap();
    expect([rows.length, days]).toEqual([HEAT_ROWS, 2]);
    expect(new Set(rows.map(({ answered }) => answered))).toEqual(new Set([0]));
    expect(bands.map(({ from, participants }) => [from, participants])).toEqual([
      [0, number / 5 - HEAT_ROWS],
      [20, number / 5],
      [40, number / 5],
      [60, number / 5],
      [80, number / 5],
      [undefined, 1],
    ]);
    expect(bands[3]?.cells).toEqual([
      { answered: 6_000, expected: 8_000 },
      { answered: 6_000, expected: 8_000 },
    ]);
    expect(bands[5]?.cells).toEqual([]);
  });

  it("counts no more in a band than was expected", () => {
    const map = createHeatMap(4);
    for (let i = 0; i < HEAT_ROWS + 1; i++) map.add(row(String(i).padStart(2, "0"), 9));
    expect(map.heatMap().bands[0]).toMatchObject({ from: 80, cells: [{ answered: 4 }, { answered: 4 }] });
  });
});
