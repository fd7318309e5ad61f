import { styleText } from "node:util";
import type { BacklogSample, SpikePlan, SpikeResult } from "@lab/survey-stack";
import { backlogChart, sparkline } from "./backlog-chart.ts";
import type { BacklogCaption } from "./backlog-svg.ts";
import { receiptLines } from "./receipt-report.ts";
import { total } from "./resample.ts";

const chart = { width: 64, height: 8 };
/** The live rate is that of the last so many milliseconds. */
const RATE_WINDOW = 3_000;

const n = (value: number) => value.toLocaleString("en");
const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;

/** A burst in a sentence. */
export function describeSpike({ run, seed, participants, surveys, duplicates, invalid }: SpikePlan): string {
  const parts = [
    `${n(participants * surveys)} surveys of ${n(participants)} participants in one burst`,
    `${duplicates} % sent twice`,
    ...(invalid > 0 ? [`${invalid} % invalid`] : []),
    `run ${run}, seed ${seed}`,
  ];
  return parts.join(", ");
}

/** How a burst is doing, in a line. */
export function statusLine(phase: string, samples: readonly BacklogSample[]): string {
  const now = samples.at(-1);
  if (now === undefined) return phase;
  const before = samples.find(({ time }) => time >= now.time - RATE_WINDOW) ?? now;
  const rate =
    now.time > before.time ? ((now.through - before.through) / (now.time - before.time)) * 1_000 : 0;
  return [
    `${phase}:`,
    `sent ${n(now.sent)}`,
    `stored ${n(now.through)} (${n(Math.round(rate))}/s)`,
    `waiting ${n(now.waiting)}`,
    `in flight ${n(now.inFlight)}`,
    `oldest ${seconds(now.oldestAge)}`,
  ].join("  ");
}

/** The backlog so far, in a line. */
export function statusSparkline(samples: readonly BacklogSample[]): string {
  return `  backlog ${styleText("cyan", sparkline(samples, chart.width))}`;
}

/** What to write on a drawing of a burst. */
export function spikeCaption({ plan, sendingTook, drainingTook, faults }: SpikeResult): BacklogCaption {
  return {
    title: "Backlog of the survey queue",
    subtitle: describeSpike(plan),
    moments: [
      { name: `all sent, ${seconds(sendingTook)}`, at: sendingTook },
      ...(drainingTook === undefined
        ? []
        : [{ name: `all stored, ${seconds(drainingTook)}`, at: drainingTook }]),
    ],
    kills: faults.kills,
    ...(faults.outage && { outage: { name: "DynamoDB away", ...faults.outage } }),
  };
}

/** What came of a burst: the course of its backlog, and the receipt. */
export function spikeReport(result: SpikeResult): string {
  const { messages, sendingTook, drainingTook, faults, samples, receipt } = result;
  const peak = Math.max(0, ...samples.map(total));
  const oldest = Math.max(0, ...samples.map(({ oldestAge }) => oldestAge));
  const wrong = [
    ...(faults.kills.length > 0 ? [`workers killed in the middle of a batch: ${faults.kills.length}`] : []),
    ...(faults.outage ? [`DynamoDB away for ${seconds(faults.outage.to - faults.outage.from)}`] : []),
  ];
  return [
    "",
    styleText("bold", "Surveys in the queue"),
    "",
    backlogChart(samples, chart),
    "",
    `  ${n(messages)} messages sent in ${seconds(sendingTook)}, ${
      drainingTook === undefined
        ? "the queue did not get empty in time"
        : `all through after ${seconds(drainingTook)}`
    }`,
    `  at most ${n(peak)} in the queue, the oldest for ${seconds(oldest)}`,
    ...(wrong.length > 0 ? [`  faults: ${wrong.join(", ")}`] : []),
    "",
    styleText("bold", "The receipt"),
    "",
    ...receiptLines(receipt),
  ].join("\n");
}
