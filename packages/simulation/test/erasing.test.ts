import { describe, expect, it } from "vitest";
import { BEYOND_THE_GUARANTEE } from "../src/faults/s3-faults.ts";
import { systemCode } from "../src/function/system-code.ts";
import { makePlan, type Plan } from "../src/schedule/plan.ts";
import { runSchedule } from "../src/schedule/run-schedule.ts";

/** The function's timeout and a signature's life, in seconds. Nobody withdraws before a schedule starts. */
const WAIT = 930;

/** The schedules of the first seeds in which somebody withdraws. */
const withdrawing = Array.from({ length: 4_000 }, (_, index) => makePlan(index + 1)).filter(
  ({ withdrawals }) => withdrawals.length > 0,
);

const isBeyond = ({ faults }: Plan) => faults.enabled.has(BEYOND_THE_GUARANTEE);

async function historyOf(plan: Plan): Promise<string> {
  return (await runSchedule(systemCode, plan, { keepHistory: true })).history.join("\n");
}

describe("an eraser", () => {
  it("deletes nothing before the wait is over, and is run again when it was killed", async () => {
    const erasing = withdrawing.filter((plan) => !isBeyond(plan)).slice(0, 150);
    const histories = await Promise.all(erasing.map(historyOf));
    expect(histories.filter((history) => history.includes("eraser: run again")).length).toBeGreaterThan(10);
    const deletions = histories.join("\n").matchAll(/^ *([\d.]+) s {2}eraser.*Delete.*: took effect$/gm);
    const times = [...deletions].map(([, seconds]) => Number(seconds));
    expect(times.length).toBeGreaterThan(10);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(WAIT);
  });

  it("takes no account of a function that signs after standing still for longer than the wait", async () => {
    const histories = await Promise.all(withdrawing.filter(isBeyond).map(historyOf));
    const left = histories.filter((history) => history.includes("reconcile: "));
    expect(left.length).toBeGreaterThan(0);
    for (const history of left) {
      // It has a receipt, something is found all the same, and after another run there is one more.
      expect(history).toMatch(/receipt.*reconcile: [^\n]* is left\n.*receipt$/s);
    }
  });
});

describe("a schedule that is held to everything", () => {
  it("never has what cannot be guaranteed", () => {
    const plans = withdrawing.filter((plan) => !isBeyond(plan));
    expect(plans.length).toBeGreaterThan(500);
    for (const { faults } of plans) expect(faults.enabled.has(BEYOND_THE_GUARANTEE)).toBe(false);
  });
});
