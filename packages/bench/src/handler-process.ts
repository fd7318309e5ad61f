// Runs a function's bundle in a process of its own, so that only its own CPU time is counted.
import { createRequire } from "node:module";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";

export interface Measurement {
  readonly cpuMs: number;
  readonly wallMs: number;
}

const [bundle = ""] = process.argv.slice(2);
const { handler } = createRequire(import.meta.url)(bundle);

process.on("message", async (events: SQSEvent[]) => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (const event of events) {
    const context = { getRemainingTimeInMillis: () => 30_000 };
    const response: SQSBatchResponse = await handler(event, context);
    if (response.batchItemFailures.length > 0)
      throw new Error("a survey failed: the measurement means nothing");
  }
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ cpuMs: (user + system) / 1_000, wallMs } satisfies Measurement);
});
process.send?.("ready");
