import { describe, expect, it } from "vitest";
import { StoreBusyError } from "../../src/index.ts";
import { retryWhileBusy } from "../../src/stores/retry-while-busy.ts";
import { instantClock } from "../fixtures.ts";

const signal = new AbortController().signal;

describe("retrying while busy", () => {
  it("backs off with full jitter, doubling from 20 ms to at most 1 s, ten tries in all", async () => {
    const clock = { ...instantClock(), random: () => 1 };
    let tries = 0;
    const step = async () => {
      tries++;
      return "busy" as const;
    };
    await expect(retryWhileBusy("the store", step, { clock, signal })).rejects.toBeInstanceOf(StoreBusyError);
    expect(tries).toBe(10);
    expect(clock.slept).toEqual([20, 40, 80, 160, 320, 640, 1000, 1000, 1000]);
  });

  it("does not repeat a step that threw: it does not know what happened", async () => {
    let tries = 0;
    const step = async () => {
      tries++;
      throw new Error("away");
    };
    await expect(retryWhileBusy("the store", step, { clock: instantClock(), signal })).rejects.toThrow(
      "away",
    );
    expect(tries).toBe(1);
  });

  it("starts nothing once the time is used up", async () => {
    const aborted = AbortSignal.abort(new Error("out of time"));
    let tries = 0;
    const step = async () => ++tries;
    const result = retryWhileBusy("the store", step, { clock: instantClock(), signal: aborted });
    await expect(result).rejects.toThrow("out of time");
    expect(tries).toBe(0);
  });
});
