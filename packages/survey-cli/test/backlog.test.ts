import { Backlog, type BacklogSample } from "@lab/survey-stack";
import { describe, expect, it } from "vitest";
import { backlogChart, sparkline } from "../src/output/backlog-chart.ts";
import { backlogSvg } from "../src/output/backlog-svg.ts";
import { resample } from "../src/output/resample.ts";
import { ticks } from "../src/output/ticks.ts";

const sample = (time: number, waiting: number, inFlight = 0): BacklogSample => ({
  time,
  sent: 100,
  through: 100 - waiting - inFlight,
  waiting,
  inFlight,
  oldestAge: 0,
});

describe("the backlog of a burst", () => {
  it("counts as through what was sent and is no longer in the queue", () => {
    const backlog = new Backlog();
    backlog.sent(10, 100);
    backlog.sent(30, 200);
    expect(backlog.measured({ waiting: 15, inFlight: 5 }, 300)).toMatchObject({ sent: 30, through: 10 });
  });

  it("tells an age that the oldest message has at least", () => {
    const backlog = new Backlog();
    backlog.sent(10, 100);
    backlog.sent(30, 200);
    expect(backlog.measured({ waiting: 21, inFlight: 0 }, 300).oldestAge).toBe(200);
    expect(backlog.measured({ waiting: 20, inFlight: 0 }, 300).oldestAge).toBe(100);
    expect(backlog.measured({ waiting: 0, inFlight: 0 }, 300).oldestAge).toBe(0);
  });

  it("copes with a queue that has more than it has confirmed", () => {
    const backlog = new Backlog();
    expect(backlog.measured({ waiting: 10, inFlight: 0 }, 50)).toMatchObject({ through: 0, oldestAge: 0 });
  });
});

describe("a chart of the backlog", () => {
  const samples = [
    sample(0, 0),
    sample(500, 100),
    sample(1_000, 50),
    sample(1_500, 10, 15),
    sample(2_000, 0),
  ];

  it("shows the highest of each stretch of time, and the last one where there is none", () => {
    expect(resample(samples, 4).map(({ waiting }) => waiting)).toEqual([0, 100, 50, 10]);
    expect(resample([sample(0, 8), sample(900, 4)], 3).map(({ waiting }) => waiting)).toEqual([8, 8, 4]);
    expect(resample([], 2)).toEqual([
      { waiting: 0, inFlight: 0 },
      { waiting: 0, inFlight: 0 },
    ]);
  });

  it("draws blocks under labels", () => {
    expect(backlogChart(samples, { width: 4, height: 2 })).toBe(
      ["100 ┤ █  ", "  0 ┤ ██▄", "    └────", "     0 s2.0 s"].join("\n"),
    );
    expect(sparkline(samples, 4)).toBe(" █▄▂");
  });

  it("has an axis of round numbers that reaches the highest value", () => {
    expect(ticks(9_800, 5)).toEqual([0, 2_000, 4_000, 6_000, 8_000, 10_000]);
    expect(ticks(0, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks(105, 5).at(-1)).toBeGreaterThanOrEqual(105);
  });

  it("is an SVG document with title, axes, units and all that happened", () => {
    const svg = backlogSvg(samples, {
      title: "Backlog <of> a & b",
      subtitle: "five samples",
      moments: [{ name: "all sent", at: 500 }],
      kills: [700],
      outage: { name: "DynamoDB away", from: 800, to: 1_200 },
    });
    for (const text of [
      "Backlog &lt;of&gt; a &amp; b",
      "seconds since the burst began",
      "surveys in the queue",
      "all sent",
      "DynamoDB away",
      "a worker was killed",
    ]) {
      expect(svg).toContain(`>${text}<`);
    }
    expect(svg).not.toMatch(/NaN|undefined/);
    const empty = backlogSvg([], { title: "", subtitle: "", moments: [], kills: [] });
    expect(empty).not.toMatch(/NaN|undefined/);
  });
});
