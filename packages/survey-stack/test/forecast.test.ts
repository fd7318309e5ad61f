import { describe, expect, it } from "vitest";
import { estimateBill } from "../src/forecast/estimate-bill.ts";
import { type Burst, forecast, ratesOf } from "../src/forecast/forecast.ts";

const burst = (change: Partial<Burst> = {}): Burst => ({
  surveys: 10_000,
  within: 60,
  batchSize: 10,
  maximumConcurrency: 100,
  secondsPerBatch: 0.3,
  kilobytes: 0.5,
  ...change,
});

describe("the forecast of a burst", () => {
  it("loses and invents nothing: what was sent is in the queue or through, every second", () => {
    const { seconds } = forecast(burst({ surveys: 123_457 }));
    let before = { sent: 0, backlog: 0 };
    for (const { sent, backlog } of seconds) {
      expect(sent).toBeGreaterThanOrEqual(before.sent);
      expect(backlog).toBeGreaterThanOrEqual(0);
      expect(before.backlog + (sent - before.sent)).toBeGreaterThanOrEqual(backlog);
      before = { sent, backlog };
    }
    expect(before.sent).toBeCloseTo(123_457);
    expect(before.backlog).toBeCloseTo(0);
  });

  it("10,000 in a minute hardly wait: the trigger's first five invocations are enough", () => {
    const { drained, bottleneck, highestBacklog } = forecast(burst());
    expect(drained).toBeLessThanOrEqual(61);
    expect(bottleneck).toBe("arrival");
    expect(highestBacklog).toBeLessThan(10);
  });

  it("1,000,000 in a minute wait for the tables: 4,000 write units are 2,000 surveys a second", () => {
    const { drained, bottleneck } = forecast(burst({ surveys: 1_000_000 }));
    expect(bottleneck).toBe("tables");
    expect(ratesOf(burst()).tables).toBe(2_000);
    // 500 s at that rate, and the seconds in which the trigger was still scaling up.
    expect(drained).toBeGreaterThan(500);
    expect(drained).toBeLessThan(520);
  });

  it("a low maximumConcurrency is the bottleneck, and raising it helps", () => {
    const slow = forecast(burst({ surveys: 100_000, maximumConcurrency: 10 }));
    const fast = forecast(burst({ surveys: 100_000, maximumConcurrency: 100 }));
    expect(slow.bottleneck).toBe("concurrency");
    expect(slow.drained).toBeGreaterThan(fast.drained);
    // 10 invocations of 10 surveys each 0.3 s are 333 surveys a second.
    expect(slow.drained).toBeGreaterThanOrEqual(300);
  });

  it("the trigger adds 300 invocations a minute while there is a backlog", () => {
    const slowBatches = burst({
      surveys: 100_000,
      within: 1,
      maximumConcurrency: 1_000,
      secondsPerBatch: 10,
    });
    const { seconds } = forecast(slowBatches);
    // After n seconds 5 + 5 (n − 1) invocations, each a survey a second: after 60 s the sum over n is 9,150.
    const processed = (n: number) => 100_000 - (seconds[n - 1]?.backlog ?? 0);
    expect(processed(60)).toBeCloseTo(9_150);
  });

  it("large answers take more write units of the participants table", () => {
    expect(ratesOf(burst({ kilobytes: 3.5 })).tables).toBe(500);
  });
});

describe("the bill", () => {
  it("of a million surveys, by hand: 1.2 M requests, 100,000 invocations, 4 M write units, 1 M read units, 1 M PUTs, 0.6 GB of log", () => {
    const bill = estimateBill(burst({ surveys: 1_000_000 }), 0.5);
    expect(bill.sqs).toBeCloseTo(0.48, 6);
    expect(bill.lambda).toBeCloseTo(0.02 + 15_000 * 0.000_013_333_4, 6);
    expect(bill.dynamodb).toBeCloseTo(2.5 + 0.125, 6);
    expect(bill.s3).toBeCloseTo(5, 6);
    expect(bill.logs).toBeCloseTo(0.3, 6);
    expect(bill.total).toBeCloseTo(bill.sqs + bill.lambda + bill.dynamodb + bill.s3 + bill.logs, 9);
  });
});
