import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";

/** The variable that tells where a local cloud can be asked whether it still runs. */
export const PRESENCE_VARIABLE = "LOCAL_CLOUD";

/** Shows that a local cloud runs, for as long as its process does. */
export interface Presence {
  /** The value of `LOCAL_CLOUD`; no other local cloud ever has it. */
  readonly url: string;
  close(): Promise<void>;
}

const answerSchema = z.object({ pid: z.number(), since: z.string() });
/** A local cloud that runs: its process, and since when, as an ISO date. */
export type RunningCloud = Readonly<z.infer<typeof answerSchema>>;

/** For how long an answer is waited for, in milliseconds. Only a process that is held up takes so long. */
const PATIENCE = 5_000;

/** Starts to answer who asks for this process's local cloud, on a free port of 127.0.0.1. */
export async function startPresence(now: () => Date = () => new Date()): Promise<Presence> {
  const path = `/${randomUUID()}`;
  const running: RunningCloud = { pid: process.pid, since: now().toISOString() };
  const server = createServer(({ url }, response) => {
    response.setHeader("content-type", "application/json");
    response.statusCode = url === path ? 200 : 404;
    response.end(url === path ? JSON.stringify(running) : "{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${portOf(server.address())}${path}`,
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Asks for the local cloud of a `LOCAL_CLOUD` variable.
 *
 * @returns Undefined when it is gone, even if another program has its port by now.
 * @throws When something holds its port and does not answer within five seconds, which is most likely a
 *   suspended local cloud.
 */
export async function findRunningCloud(url: string): Promise<RunningCloud | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
    return answerSchema.safeParse(await response.json()).data;
  } catch (error) {
    if (!(error instanceof Error && error.name === "TimeoutError")) return undefined;
    throw new Error(
      `The local cloud does not answer within ${PATIENCE / 1_000} s. Was it suspended with Ctrl-Z? Type fg in its terminal.`,
      { cause: error },
    );
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The presence has no port.");
  return address.port;
}
