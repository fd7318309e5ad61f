// Runs in a worker thread: loads the function as Lambda's Node runtime does and answers one invocation after another.
import { createRequire } from "node:module";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { InvocationRequest, WorkerReport, WorkerStart } from "./worker-protocol.ts";

type Handler = (event: unknown, context: unknown) => unknown;

function report(message: WorkerReport): void {
  parentPort?.postMessage(message);
}

function describe(error: unknown): { errorType: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { errorType: typeof error, message: String(error) };
  const { name, message, stack } = error;
  return stack === undefined ? { errorType: name, message } : { errorType: name, message, stack };
}

function load({ codeDirectory, handler }: WorkerStart): Handler {
  const [file = "", name = "", ...rest] = handler.split(".");
  if (file === "" || name === "" || rest.length > 0) {
    throw new TypeError(`The handler must be "file.export", but is "${handler}".`);
  }
  const require = createRequire(join(codeDirectory, "index.js"));
  const exported: unknown = Reflect.get(require(`./${file}`), name);
  if (typeof exported !== "function") {
    throw new TypeError(`${handler} is undefined or not exported`);
  }
  // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html: nodejs24.x has no callbacks any more.
  if (exported.length > 2) {
    throw new TypeError(`${handler} takes a callback, which Lambda no longer supports. Return a promise.`);
  }
  return (event, context) => Reflect.apply(exported, undefined, [event, context]);
}

/** Resolves when all that the handler has printed is with the main thread. */
async function printed(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise((resolve) => stream.write("", resolve));
  }
}

async function answer(handler: Handler, { event, deadline, context }: InvocationRequest): Promise<void> {
  const lambdaContext = {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const result = await handler(JSON.parse(event), lambdaContext);
    await printed();
    // A value that JSON does not have, such as undefined, arrives as null.
    report({ type: "result", result: JSON.stringify(result) ?? "null" });
  } catch (error) {
    await printed();
    report({ type: "failed", ...describe(error) });
  }
}

try {
  const handler = load(workerData);
  parentPort?.on("message", (request: InvocationRequest) => void answer(handler, request));
  report({ type: "ready" });
} catch (error) {
  report({ type: "init-failed", ...describe(error) });
}
