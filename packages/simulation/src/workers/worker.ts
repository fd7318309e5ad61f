import { parentPort } from "node:worker_threads";
import { doJob } from "./do-job.ts";
import type { Job, WorkerMessage } from "./job.ts";

// Thousands of errors are thrown each second on purpose, and nobody reads where.
Error.stackTraceLimit = 0;

parentPort?.on("message", (job: Job) => {
  doJob(job).then(
    (result) => answer({ result }),
    (error: unknown) => answer({ error: String(error) }),
  );
});

function answer(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
