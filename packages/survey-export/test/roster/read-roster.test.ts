import { describe, expect, it } from "vitest";
import { parseRoster } from "../../src/roster/read-roster.ts";

const read = (text: string) => [...parseRoster(text, "roster.csv")];
const problemsOf = (text: string) => {
  try {
    parseRoster(text, "roster.csv");
  } catch (error) {
    return error instanceof Error && "problems" in error ? error.problems : error;
  }
  return [];
};

describe("parseRoster", () => {
  it("reads who takes part, from when to when, where and in which group", () => {
    const text = [
      "participant,start,end,group,timezone,test",
      "0001,2026-03-02,2026-03-15,control,Europe/Berlin,",
      '-0002,,,"treatment, late",,no',
      "trial,,,,,Yes",
      "",
    ].join("\n");
    expect(read(text)).toEqual([
      ["0001", { start: "2026-03-02", end: "2026-03-15", group: "control", timezone: "Europe/Berlin" }],
      ["-0002", { group: "treatment, late" }],
      ["trial", { test: true }],
    ]);
  });

  it("takes what a German spreadsheet writes, and a list of ids alone", () => {
    expect(read("\uFEFFstart;participant\r\n2026-03-02; 0001 \r\n")).toEqual([
      ["0001", { start: "2026-03-02" }],
    ]);
    expect(read("participant\n0001\n0002")).toEqual([
      ["0001", {}],
      ["0002", {}],
    ]);
  });

  it.each([
    ["id,start\n0001,", ['the column "id" is not known', "the column participant is missing"]],
    ["participant,start\nno one,", ['line 2, participant "no one" must be 1 to 64 of A-Z a-z 0-9 _ -']],
    ["participant,start\n0001,\n0001,", ["line 3, 0001 is there twice"]],
    ["participant,start\n0001,2026-02-30", ['line 2, start "2026-02-30" must be a date like 2026-03-02']],
    ["participant,start,end\n0001,2026-03-02,2026-03-01", ["line 2, end must not be before start"]],
    [
      "participant,timezone\n0001,Berlin",
      ['line 2, timezone "Berlin" is not known; write one like Europe/Berlin'],
    ],
    ["participant,test\n0001,maybe", ['line 2, test "maybe" must be yes or no']],
    ["", ["the column participant is missing"]],
    ['participant\n"0001', [expect.stringContaining("Quote Not Closed")]],
  ])("refuses %j, and names every mistake", (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it("tells ten mistakes, and how many there are", () => {
    const text = `participant\n${Array.from({ length: 15 }, (_, i) => `no ${i}`).join("\n")}`;
    expect(problemsOf(text)).toHaveLength(11);
    expect(problemsOf(text)).toContain("and 5 more mistakes");
  });
});
