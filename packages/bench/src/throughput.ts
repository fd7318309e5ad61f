import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { BATCH_SIZE, newEvents } from "./events.ts";
import type { Measurement } from "./handler-process.ts";
import { median } from "./median.ts";

const EVENTS_PER_ROUND = 30;
const WARM_UP_ROUNDS = 3;

const measurementSchema = z.object({ cpuMs: z.number(), wallMs: z.number() });

export interface Throughput {
  readonly cpuMsPerSurvey: number;
  readonly surveysPerSecond: number;
}

/**
 * Measures bundles side by side: each in a warm process of its own, in interleaved rounds of 300 surveys, one event of
 * ten after the other, as one function instance is given them.
 *
 * @returns medians over the rounds, in the order of the bundles.
 */
export async function measureThroughput(
  bundles: readonly string[],
  env: Readonly<Record<string, string>>,
  rounds: number,
  onRound: (round: number) => void,
): Promise<Throughput[]> {
  const processes = await Promise.all(bundles.map((bundle) => start(bundle, env)));
  const measured: Measurement[][] = bundles.map(() => []);
  try {
    for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (const [i, child] of processes.entries()) {
        child.send(newEvents(EVENTS_PER_ROUND));
        const [message] = await once(child, "message");
        if (round >= 0) measured[i]?.push(measurementSchema.parse(message));
      }
      onRound(round + 1);
    }
  } finally {
    for (const child of processes) child.kill();
  }
  const surveys = EVENTS_PER_ROUND * BATCH_SIZE;
  return measured.map((results) => ({
    cpuMsPerSurvey: median(results.map(({ cpuMs }) => cpuMs)) / surveys,
    surveysPerSecond: (1_000 * surveys) / median(results.map(({ wallMs }) => wallMs)),
  }));
}

async function start(bundle: string, env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const file = fileURLToPath(new URL("./handler-process.ts", import.meta.url));
  // Logs are written, as in Lambda, but not shown.
  const child = fork(file, [bundle], { env, stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] });
  await once(child, "message");
  return child;
}
