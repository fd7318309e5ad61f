import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import * as z from "zod";
import { AwsError } from "../aws-error.ts";
import { ACCOUNT_ID, arn } from "../provisioner/resource-handler.ts";
import { type AssumableRole, mayAssume } from "./assumable-role.ts";

/** The laptop's owner, who calls with any credentials except a session's. */
const localUser: Caller = { userId: ACCOUNT_ID, principals: [arn("iam", "", "user/local")] };

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const assumeRoleRequest = z.object({
  RoleArn: z.string(),
  RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
  DurationSeconds: z.coerce.number().int().min(900).default(3_600),
});

/** Who makes a request. */
export interface Caller {
  /** What SQS gives as `SenderId`: for a session its role's unique id, a colon and its name. */
  readonly userId: string;
  /** Every ARN by which a trust policy could mean it. */
  readonly principals: readonly string[];
}

/** A session of a role, with the credentials that are good for it until it expires. */
export interface RoleSession extends Caller {
  readonly arn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** In milliseconds since 1970. */
  readonly expires: number;
}

/** The sessions of a local cloud's roles. */
export interface RoleSessions {
  /**
   * Begins a session, as STS's AssumeRole does.
   *
   * @param request - Its parameters, by name.
   * @throws AwsError for a parameter that STS does not take, and for a caller whom the role's trust policy does not name.
   */
  assumeRole(request: unknown, caller: Caller): RoleSession;
  /**
   * Who makes a request, by the credentials it was signed with. Signatures are not checked, but nobody can call as a session
   * without its session token.
   *
   * @throws AwsError when the session's token is missing, another's, or expired.
   */
  callerOf(headers: IncomingHttpHeaders): Caller;
}

/** @param options - `roleOf`: the role with an ARN; `now`: milliseconds since 1970. */
export function roleSessions(options: {
  readonly roleOf: (roleArn: string) => AssumableRole | undefined;
  readonly now?: () => number;
}): RoleSessions {
  const { roleOf, now = Date.now } = options;
  const byAccessKey = new Map<string, RoleSession>();

  return {
    assumeRole(request, caller) {
      const { data, error } = assumeRoleRequest.safeParse(request);
      if (error !== undefined) throw new AwsError(400, "ValidationError", z.prettifyError(error));
      const { RoleArn, RoleSessionName, DurationSeconds } = data;
      const role = roleOf(RoleArn);
      if (role === undefined || !caller.principals.some((principal) => mayAssume(role, principal))) {
        const who = caller.principals[0] ?? caller.userId;
        const message = `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`;
        throw new AwsError(403, "AccessDenied", message);
      }
      if (DurationSeconds > role.maxSessionDuration) {
        const message = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
        throw new AwsError(400, "ValidationError", message);
      }
      const sessionArn = arn("sts", "", `assumed-role/${role.name}/${RoleSessionName}`);
      const session: RoleSession = {
        userId: `${role.uniqueId}:${RoleSessionName}`,
        arn: sessionArn,
        principals: [sessionArn, role.arn],
        accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
        secretAccessKey: randomBytes(30).toString("base64"),
        sessionToken: randomBytes(60).toString("base64"),
        expires: now() + DurationSeconds * 1_000,
      };
      byAccessKey.set(session.accessKeyId, session);
      return session;
    },

    callerOf(headers) {
      const accessKeyId = /Credential=([^/,\s]+)\//.exec(headers.authorization ?? "")?.[1];
      if (accessKeyId === undefined || !accessKeyId.startsWith("ASIA")) return localUser;
      const session = byAccessKey.get(accessKeyId);
      if (session === undefined || headers["x-amz-security-token"] !== session.sessionToken) {
        throw new AwsError(
          403,
          "InvalidClientTokenId",
          "The security token included in the request is invalid.",
        );
      }
      if (session.expires <= now()) {
        throw new AwsError(403, "ExpiredToken", "The security token included in the request is expired");
      }
      return session;
    },
  };
}
