import { buildApp } from "fauxqs";
import { addConditionalPut } from "./conditional-put.ts";
import { allowCrossOriginRequests } from "./cross-origin-requests.ts";
import { type Engine, never } from "./engine.ts";

export interface MessagingAndStorageOptions {
  /** The region in the ARNs of queues that are created without a signed request. */
  readonly region: string;
  /** The port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
}

/**
 * Starts SQS and S3 in this process, in memory, reachable from this machine only.
 *
 * Queue URLs carry the address the queue was created through (`http://127.0.0.1:…`), so they need no name resolution.
 */
export async function startMessagingAndStorage(options: MessagingAndStorageOptions): Promise<Engine> {
  const app = buildApp({ logger: false, host: "", defaultRegion: options.region });
  addConditionalPut(app);
  allowCrossOriginRequests(app);
  const endpoint = await app.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  return { endpoint, ours: true, crashed: never(), close: () => app.close() };
}
