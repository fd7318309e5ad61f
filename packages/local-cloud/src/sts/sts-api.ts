import { randomUUID } from "node:crypto";
import type { buildApp } from "fauxqs";
import * as z from "zod";
import { AwsError } from "../aws-error.ts";
import type { RoleSession, RoleSessions } from "./role-sessions.ts";

type App = ReturnType<typeof buildApp>;

const NAMESPACE = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';
const assumeRole = z.looseObject({ Action: z.literal("AssumeRole") });

/**
 * Adds STS's AssumeRole to an app that takes the Query protocol at its root. Its GetCallerIdentity still
 * answers with the account, whoever asks.
 */
export function offerAssumeRole(app: App, sessions: RoleSessions): void {
  app.addHook("preHandler", async (request, reply) => {
    const { data } = assumeRole.safeParse(request.body);
    if (request.url !== "/" || data === undefined) return;
    try {
      const session = sessions.assumeRole(data, sessions.callerOf(request.headers));
      return await reply.type("text/xml").send(answer(session));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return await reply.code(error.status).type("text/xml").send(refusal(error));
    }
  });
}

function answer(session: RoleSession): string {
  const user = element("AssumedRoleId", session.userId) + element("Arn", session.arn);
  const credentials = [
    element("AccessKeyId", session.accessKeyId),
    element("SecretAccessKey", session.secretAccessKey),
    element("SessionToken", session.sessionToken),
    element("Expiration", new Date(session.expires).toISOString()),
  ].join("");
  const result = `<AssumedRoleUser>${user}</AssumedRoleUser><Credentials>${credentials}</Credentials>`;
  return `<AssumeRoleResponse ${NAMESPACE}><AssumeRoleResult>${result}</AssumeRoleResult><ResponseMetadata>${requestId()}</ResponseMetadata></AssumeRoleResponse>`;
}

function refusal({ code, message }: AwsError): string {
  const error = element("Type", "Sender") + element("Code", code) + element("Message", message);
  return `<ErrorResponse ${NAMESPACE}><Error>${error}</Error>${requestId()}</ErrorResponse>`;
}

function requestId(): string {
  return element("RequestId", randomUUID());
}

function element(name: string, text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<${name}>${escaped}</${name}>`;
}
