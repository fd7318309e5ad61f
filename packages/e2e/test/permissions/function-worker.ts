// Runs in a worker thread: loads a function's code with nothing but its own environment, and answers one event after another.
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";

const { handler } = createRequire(import.meta.url)(workerData.entry);
const context = { getRemainingTimeInMillis: () => 30_000 };

parentPort?.on("message", async (event) => {
  parentPort?.postMessage(await handler(event, context));
});
