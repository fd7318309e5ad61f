import { describe, expect, it } from "vitest";
import { listParticipants, participantsReport } from "../src/output/participants-report.ts";

const now = new Date("2026-03-10T12:00:00Z");
const activity = (surveys: number, lastReceivedAt: string) => ({
  surveys,
  first: "2026-03-01T08:00:00",
  last: "2026-03-09T20:30:15",
  lastReceivedAt,
});
const activities = new Map([
  ["0002", activity(12, "2026-03-10T10:30:00.000Z")],
  ["0001", activity(3, "2026-03-06T12:00:00.000Z")],
  ["0003", activity(7, "2026-03-07T11:00:00.000Z")],
]);
const withdrawals = new Map([
  ["0003", { mode: "keep", at: "2026-03-07T12:00:00.000Z", by: "anna@lab" } as const],
  ["0009", { mode: "erase", at: "2026-03-08T12:00:00.000Z", by: "anna@lab" } as const],
]);
const ids = (options: { sort: "id" | "surveys" | "silent"; silentFor?: number }) =>
  listParticipants(activities, withdrawals, { ...options, now }).map(({ participant }) => participant);

describe("listParticipants", () => {
  it("lists everybody, by id, by how much there is, or by silence", () => {
    expect(ids({ sort: "id" })).toEqual(["0001", "0002", "0003", "0009"]);
    expect(ids({ sort: "surveys" })).toEqual(["0009", "0001", "0003", "0002"]);
    expect(ids({ sort: "silent" })).toEqual(["0001", "0003", "0002", "0009"]);
  });

  it("of the silent, leaves out who has withdrawn", () => {
    expect(ids({ sort: "id", silentFor: 2 })).toEqual(["0001"]);
    expect(ids({ sort: "id", silentFor: 4 })).toEqual(["0001"]);
    expect(ids({ sort: "id", silentFor: 5 })).toEqual([]);
  });
});

describe("participantsReport", () => {
  it("says who, how many, and for how long nothing came", () => {
    const text = participantsReport(listParticipants(activities, withdrawals, { sort: "id", now }));
    expect(text).toMatch(/^ {2}0001 +3 +2026-03-01 08:00 +2026-03-09 20:30 +4 days *$/m);
    expect(text).toMatch(/^ {2}0002 +12 .* 1 h *$/m);
    expect(text).toMatch(/^ {2}0003 .* 3 days +keep, 2026-03-07$/m);
    expect(text).toMatch(/^ {2}0009 +0 +erase, 2026-03-08$/m);
    expect(text.split("\n").at(-1)).toBe("4 participants.");
    expect(participantsReport([])).toBe("Nobody.");
  });
});
