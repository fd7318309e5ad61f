import type { IncomingHttpHeaders } from "node:http";
import { buildApp } from "fauxqs";
import { refuseBadCredentials } from "../sts/refuse-bad-credentials.ts";
import { type RoleSessions, roleSessions } from "../sts/role-sessions.ts";
import { offerAssumeRole } from "../sts/sts-api.ts";
import { addObjectLock } from "./add-object-lock.ts";
import { refusalBody, refusalOfCaller } from "./callers-of-this-machine.ts";
import { addConditionalPut } from "./conditional-put.ts";
import { allowCrossOriginRequests } from "./cross-origin-requests.ts";
import { type Engine, never } from "./engine.ts";
import { addObjectVersions } from "./object-versions.ts";
import { VersionedStore } from "./versioned-store.ts";

export interface MessagingAndStorageOptions {
  /** The region in the ARNs of queues that are created without a signed request. */
  readonly region: string;
  /** Who calls, by the credentials of a request; if left out, those of an account without roles. */
  readonly sessions?: RoleSessions;
  /** The port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
}

/**
 * Starts SQS, S3 and of STS the action AssumeRole in this process, in memory, reachable from this machine only.
 *
 * Queue URLs carry the address the queue was created through (`http://127.0.0.1:…`), so they need no name resolution.
 */
export async function startMessagingAndStorage(options: MessagingAndStorageOptions): Promise<Engine> {
  const { sessions = roleSessions({ roleOf: () => undefined }), region: defaultRegion } = options;
  const senderIdOf = (headers: IncomingHttpHeaders) => sessions.callerOf(headers).userId;
  const s3Store = new VersionedStore();
  const app = buildApp({ logger: false, host: "", defaultRegion, senderIdOf, stores: { s3Store } });
  refuseForeignPages(app);
  refuseBadCredentials(app, sessions);
  offerAssumeRole(app, sessions);
  addConditionalPut(app);
  addObjectLock(app, s3Store);
  addObjectVersions(app, s3Store);
  allowCrossOriginRequests(app);
  const endpoint = await app.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  return { endpoint, ours: true, crashed: never(), close: () => app.close() };
}

/** Refuses what a web page of elsewhere sends, before anything else looks at it. */
function refuseForeignPages(app: ReturnType<typeof buildApp>): void {
  app.addHook("onRequest", async (request, reply) => {
    const refusal = refusalOfCaller(request.headers);
    if (refusal !== undefined) {
      return await reply.code(403).type("application/json").send(refusalBody(refusal));
    }
  });
}
