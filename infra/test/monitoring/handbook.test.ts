import { readFileSync } from "node:fs";
import { archiverMetrics, processorMetrics, rejectionReasons } from "@lab/survey-processor/deployment";
import { describe, expect, it } from "vitest";
import { deployUnderMocks } from "../deploy-under-mocks.ts";
import { declaredAlarms, drawnMetrics } from "./watched-metrics.ts";

const handbook = readFileSync(new URL("../../../docs/handbook.md", import.meta.url), "utf8");

describe("docs/handbook.md", () => {
  it("has a heading for every alarm, and for no other", async () => {
    const alarms = [...declaredAlarms(await deployUnderMocks("prod")).keys()];
    const section = handbook.split(/^## /m).find((text) => text.startsWith("Alarms\n")) ?? "";
    const headings = [...section.matchAll(/^### (.+)$/gm)].flatMap(([, names = ""]) => names.split(", "));
    expect(headings.toSorted()).toEqual(alarms.toSorted());
  });

  it("says how long dead letters last at the worst, by the queues' own numbers", async () => {
    const { inputs } = await deployUnderMocks("prod");
    const days = (queue: string) =>
      Number(inputs("aws:sqs/queue:Queue", queue).messageRetentionSeconds) / 86_400;
    const left = days("survey-prod-queue-dead-letters") - days("survey-prod-queue");
    expect(left).toBe(1);
    const section = handbook.split(/^### /m).find((text) => text.startsWith("dead-letters-stay\n")) ?? "";
    const words = section.replaceAll(/\s+/g, " ");
    expect(words).toContain("may have **one day left** when it gets there");
    expect(words).toMatch(/`ApproximateAgeOfOldestMessage`[^.]*counts from the move/);
  });

  it("counts what CloudWatch bills for watching a stack", async () => {
    const prod = await deployUnderMocks("prod");
    const alarmed = [...declaredAlarms(prod).values()].flatMap(({ metrics }) => metrics);
    expect(handbook).toContain(
      `| ${alarmed.length} metrics under alarms, at $0.10 | $${(alarmed.length * 0.1).toFixed(2)} |`,
    );
    // Rejected surveys are counted once more for each reason.
    const own =
      Object.keys(processorMetrics).length + Object.keys(archiverMetrics).length + rejectionReasons.length;
    expect(handbook).toContain(
      `| ${own} metrics of the functions' own, at $0.30, for the hours in which they are written | $${(own * 0.3).toFixed(2)} at most |`,
    );
    const drawn = new Set(drawnMetrics(prod).map((metric) => JSON.stringify(metric)));
    expect(handbook).toContain(`| a dashboard of ${drawn.size} metrics |`);
    expect(drawn.size).toBeLessThanOrEqual(50);
  });
});
