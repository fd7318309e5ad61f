import { stripVTControlCharacters } from "node:util";
import { type Burst, estimateBill, forecast } from "@lab/survey-stack";
import { describe, expect, it } from "vitest";
import { capacityReport } from "../src/output/forecast-report.ts";

function report(surveys: number): string {
  const burst: Burst = {
    surveys,
    within: 60,
    batchSize: 10,
    maximumConcurrency: 100,
    secondsPerBatch: 0.3,
    kilobytes: 0.5,
  };
  return stripVTControlCharacters(capacityReport(burst, forecast(burst), estimateBill(burst, 0.5)));
}

describe("the report of a forecast", () => {
  it("draws the queue, and names the bottleneck and what to do", () => {
    const text = report(100_000);
    expect(text).toMatch(/█/);
    expect(text).toMatch(/bottleneck +tables\n/);
    expect(text).toMatch(/what to do +nothing for now, DynamoDB adapts/);
  });

  it("says in words that nothing waits, in the place of an empty drawing", () => {
    const text = report(10_000);
    expect(text).not.toMatch(/[┤█]/);
    expect(text).toContain("The queue stays empty");
    expect(text).toMatch(/bottleneck +none\n/);
    expect(text).not.toContain("arrival");
  });
});
