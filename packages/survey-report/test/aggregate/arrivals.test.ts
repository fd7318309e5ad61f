import { describe, expect, it } from "vitest";
import { ArrivalCounts } from "../../src/aggregate/arrivals.ts";

describe("ArrivalCounts", () => {
  it("has every day from the first arrival to today", () => {
    const arrivals = new ArrivalCounts();
    arrivals.add("2026-11-03T12:00:00.000Z", "accepted");
    arrivals.add("2026-11-01T00:00:00.000Z", "rejected");
    arrivals.add("2026-11-01T23:59:59.999Z", "accepted");
    expect(arrivals.upTo("2026-11-04T08:00:00.000Z")).toEqual({
      stepDays: 1,
      steps: [
        { from: "2026-11-01", accepted: 1, rejected: 1 },
        { from: "2026-11-02", accepted: 0, rejected: 0 },
        { from: "2026-11-03", accepted: 1, rejected: 0 },
        { from: "2026-11-04", accepted: 0, rejected: 0 },
      ],
    });
  });

  it("sums up weeks when there are many days, and loses none", () => {
    const arrivals = new ArrivalCounts();
    for (let day = 0; day < 300; day++) {
      arrivals.add(new Date(Date.UTC(2026, 0, 1 + day)).toISOString(), "accepted");
    }
    const { stepDays, steps } = arrivals.upTo("2026-10-27");
    expect([stepDays, steps.length]).toEqual([7, 43]);
    expect(steps[1]).toEqual({ from: "2026-01-08", accepted: 7, rejected: 0 });
    expect(steps.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(300);
  });

  it("is one empty day when nothing arrived", () => {
    const { steps } = new ArrivalCounts().upTo("2026-11-04");
    expect(steps).toEqual([{ from: "2026-11-04", accepted: 0, rejected: 0 }]);
  });
});
