import type { buildApp } from "fauxqs";
import { AwsError } from "../aws-error.ts";
import type { RoleSessions } from "./role-sessions.ts";

/** SQS's JSON protocol has names of its own for what is wrong with credentials. */
const jsonCodes: Readonly<Record<string, string>> = {
  ExpiredToken: "ExpiredTokenException",
  InvalidClientTokenId: "UnrecognizedClientException",
};

/** Refuses SQS requests that were signed with a session's credentials that are not, or no longer, good. */
export function refuseBadCredentials(app: ReturnType<typeof buildApp>, sessions: RoleSessions): void {
  app.addHook("onRequest", async (request, reply) => {
    if (request.headers["x-amz-target"]?.toString().startsWith("AmazonSQS.") !== true) return;
    try {
      sessions.callerOf(request.headers);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { status, code, message } = error;
      const body = JSON.stringify({ __type: `com.amazon.coral.service#${jsonCodes[code] ?? code}`, message });
      return await reply.code(status).type("application/x-amz-json-1.0").send(body);
    }
  });
}
