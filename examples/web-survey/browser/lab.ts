import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalCloud, writeEnvFile } from "@lab/local-cloud";
import { openStack, readStackState, type StackState, waitUntilDrained } from "@lab/survey-cli";
import { type Gate, startGate } from "./gate.ts";
import { type PageServer, startPageServer } from "./page-server.ts";

/** All that a page needs: a local cloud with everything that infra/ declares, and the page's own server. */
export interface Lab extends AsyncDisposable {
  readonly page: PageServer;
  /** Between pages and the queue. */
  readonly gate: Gate;
  /** What is stored once nothing is on its way any more. */
  settled(): Promise<StackState>;
}

export async function startLab(): Promise<Lab> {
  await using starting = new AsyncDisposableStack();
  const cloud = starting.use(await startLocalCloud());
  const stack = openStack(cloud);
  starting.defer(() => stack.close());
  const gate = starting.use(await startGate(cloud.endpoints.sqs));
  const folder = await mkdtemp(join(tmpdir(), "web-survey-"));
  starting.defer(() => rm(folder, { recursive: true }));
  const envFile = join(folder, ".env.local");
  const throughGate = { ...cloud.environment, AWS_ENDPOINT_URL_SQS: gate.url };
  await writeEnvFile(throughGate, envFile);
  const page = starting.use(await startPageServer(envFile));
  const started = starting.move();
  return {
    page,
    gate,
    async settled() {
      await waitUntilDrained(stack, { timeout: 60_000, interval: 50 });
      return await readStackState(stack);
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
