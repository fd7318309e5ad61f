import { describe, expect, it } from "vitest";
import { systemCode } from "../src/function/system-code.ts";
import { chance } from "../src/schedule/chance.ts";
import { makePlan } from "../src/schedule/plan.ts";
import { runSchedule } from "../src/schedule/run-schedule.ts";
import { createScheduler } from "../src/schedule/scheduler.ts";

const history = async (seed: number) =>
  (await runSchedule(systemCode, makePlan(seed), { keepHistory: true })).history;

describe("a schedule", () => {
  it("happens in exactly the same way every time it is run, alone or among others", async () => {
    const seeds = Array.from({ length: 60 }, (_, index) => index + 1);
    const alone: unknown[] = [];
    for (const seed of seeds) alone.push(await history(seed));
    expect(await Promise.all(seeds.map(history))).toEqual(alone);
  });

  it("happens differently with another seed", async () => {
    expect(await history(1)).not.toEqual(await history(2));
  });
});

describe("an outage of DynamoDB", () => {
  it("stops raw surveys as well, which come when it is over", async () => {
    const plans = Array.from({ length: 4_000 }, (_, index) => makePlan(index + 1)).filter(
      ({ faults: { outages } }) => outages.length === 1 && outages[0]?.service === "dynamodb",
    );
    const stored: number[] = [];
    for (const { seed } of plans) {
      for (const line of await history(seed)) {
        const [, seconds] = /^ *([\d.]+) s {2}.*PutObject surveys\/.*: took effect$/.exec(line) ?? [];
        if (seconds !== undefined) stored.push(Number(seconds));
      }
    }
    // It begins within a second and lasts for three hours. What was signed before may take effect for a quarter of an hour.
    expect(stored.filter((seconds) => seconds > 1_000 && seconds < 10_800)).toEqual([]);
    expect(stored.filter((seconds) => seconds >= 10_800).length).toBeGreaterThan(0);
  });
});

describe("the scheduler", () => {
  it("runs what is due in the order of its time, then in the order it was scheduled", async () => {
    const scheduler = createScheduler(1_000);
    const order: string[] = [];
    for (const [delay, name] of [
      [5, "b"],
      [1, "a"],
      [5, "c"],
      [9, "d"],
    ] as const) {
      scheduler.after(delay, () => order.push(`${name} at ${scheduler.now()}`));
    }
    while (await scheduler.step());
    expect(order).toEqual(["a at 1001", "b at 1005", "c at 1005", "d at 1009"]);
  });
});

describe("chance", () => {
  it("is the same for the same name, and spread evenly over names and seeds", () => {
    expect(chance(7, "a")).toBe(chance(7, "a"));
    const buckets = Array.from({ length: 10 }, () => 0);
    for (let seed = 0; seed < 100; seed++) {
      for (let name = 0; name < 100; name++) {
        const bucket = Math.floor(chance(seed, `name ${name}`) * 10);
        buckets[bucket] = (buckets[bucket] ?? 0) + 1;
      }
    }
    // Of 10,000 draws each tenth has 1,000 on average, with a standard deviation of 30.
    for (const drawn of buckets) expect(Math.abs(drawn - 1_000)).toBeLessThan(150);
  });
});
