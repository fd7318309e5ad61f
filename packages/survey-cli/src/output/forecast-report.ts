import { styleText } from "node:util";
import { columns } from "@lab/command-line";
import {
  type BacklogSample,
  type Bill,
  type Bottleneck,
  type Burst,
  type CapacityForecast,
  type CapacitySecond,
  ratesOf,
} from "@lab/survey-stack";
import { backlogChart } from "./backlog-chart.ts";

/** How each bottleneck is called. */
const name: Readonly<Record<Bottleneck, string>> = {
  arrival: "none",
  trigger: "trigger",
  concurrency: "concurrency",
  bucket: "bucket",
  tables: "tables",
};

/** What to do about each bottleneck. */
const remedy: Readonly<Record<Bottleneck, string>> = {
  arrival: "nothing, every survey is processed as it comes",
  trigger: "nothing, the trigger adds 300 invocations a minute by itself",
  concurrency: "raise maximumConcurrency",
  bucket: "nothing, S3 divides a busy bucket by itself within minutes",
  tables:
    "nothing for now, DynamoDB adapts to twice the previous peak by itself. Before a larger burst, set the tables' warm throughput",
};

const HEIGHT = 8;
const WIDTH = 60;
/** Rows of the table minute by minute. A longer forecast shows every n-th minute. */
const MAX_MINUTES = 15;

/** A forecast as text for a person. */
export function capacityReport(burst: Burst, forecast: CapacityForecast, bill: Bill): string {
  const number = (value: number) => Math.round(value).toLocaleString("en");
  const rates = ratesOf(burst);
  return [
    styleText("bold", `${number(burst.surveys)} surveys within ${number(burst.within)} s`),
    "",
    chartOf(forecast),
    "",
    columns(minuteByMinute(forecast), ["after", "sent", "in the queue", "limited by"]),
    "",
    columns([
      ["all processed after", duration(forecast.drained)],
      ["longest queue", `${number(forecast.highestBacklog)} surveys`],
      ["bottleneck", name[forecast.bottleneck]],
      ["what to do", remedy[forecast.bottleneck]],
      ["function, at full concurrency", `${number(rates.concurrency)} surveys/s (config maximumConcurrency)`],
      ["each table, at first", `${number(rates.tables)} surveys/s`],
      ["surveys bucket", `${number(rates.bucket)} surveys/s`],
      ["estimated bill", `$${bill.total.toFixed(2)}: ${billLine(bill)}`],
    ]),
  ].join("\n");
}

/** The queue over time, or in words that nothing ever waits in it. */
function chartOf(forecast: CapacityForecast): string {
  if (Math.round(forecast.highestBacklog) === 0) {
    return "The queue stays empty, so there is nothing to draw. The function is faster than the surveys come.";
  }
  return backlogChart(forecastSamples(forecast), { width: WIDTH, height: HEIGHT });
}

/** The course of a forecast in the shape that the charts of a burst take. */
export function forecastSamples({ seconds }: CapacityForecast): BacklogSample[] {
  return seconds.map(({ second, sent, backlog, inFlight }) => ({
    time: second * 1_000,
    sent,
    through: sent - backlog,
    waiting: backlog - inFlight,
    inFlight,
    oldestAge: 0,
  }));
}

function minuteByMinute({ seconds, drained }: CapacityForecast): string[][] {
  const minutes = Math.ceil(drained / 60);
  const step = Math.ceil(minutes / MAX_MINUTES);
  const rows: string[][] = [];
  for (let minute = step; minute - step < minutes; minute += step) {
    const state: CapacitySecond | undefined = seconds[Math.min(minute * 60, drained) - 1];
    if (state === undefined) break;
    rows.push([
      duration(state.second),
      Math.round(state.sent).toLocaleString("en"),
      Math.round(state.backlog).toLocaleString("en"),
      name[state.limitedBy],
    ]);
  }
  return rows;
}

function billLine({ total: _, ...services }: Bill): string {
  return Object.entries(services)
    .map(([service, dollars]) => `${service} $${dollars.toFixed(2)}`)
    .join(", ");
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
