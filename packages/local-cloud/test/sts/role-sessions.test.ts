import { describe, expect, it } from "vitest";
import type { AssumableRole } from "../../src/sts/assumable-role.ts";
import { type RoleSession, roleSessions } from "../../src/sts/role-sessions.ts";

const ACCOUNT = "arn:aws:iam::000000000000";
const start = Date.parse("2026-03-02T08:00:00Z");

/** A role that lets in whom its statements name. */
function roleTrusting(...statements: readonly object[]): AssumableRole {
  return {
    arn: `${ACCOUNT}:role/sender`,
    name: "sender",
    uniqueId: "AROASENDER",
    assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
    maxSessionDuration: 3_600,
  };
}

const letsIn = (principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: ["sts:AssumeRole"],
  ...more,
});

function cloud(role: AssumableRole = roleTrusting(letsIn({ AWS: `${ACCOUNT}:user/local` }))) {
  const clock = { now: start };
  const roles = [role, { ...role, arn: `${ACCOUNT}:role/other`, name: "other", uniqueId: "AROAOTHER" }];
  const sessions = roleSessions({
    roleOf: (roleArn) => roles.find(({ arn }) => arn === roleArn),
    now: () => clock.now,
  });
  const local = sessions.callerOf({});
  const assume = (request: object, caller = local) =>
    sessions.assumeRole({ RoleArn: role.arn, RoleSessionName: "0001", ...request }, caller);
  return { clock, sessions, assume };
}

const signedBy = ({ accessKeyId, sessionToken }: Pick<RoleSession, "accessKeyId" | "sessionToken">) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260302/eu-central-1/sqs/aws4_request, SignedHeaders=host`,
  "x-amz-security-token": sessionToken,
});

describe("a session", () => {
  it("is known by the role's unique id and its name, for as long as it was asked for", () => {
    const { clock, sessions, assume } = cloud();
    const session = assume({ DurationSeconds: "900" });
    expect(session.arn).toBe("arn:aws:sts::000000000000:assumed-role/sender/0001");
    expect(session.expires).toBe(start + 900_000);
    clock.now = start + 899_999;
    expect(sessions.callerOf(signedBy(session)).userId).toBe("AROASENDER:0001");
    clock.now = start + 900_000;
    expect(() => sessions.callerOf(signedBy(session))).toThrow(
      expect.objectContaining({ code: "ExpiredToken" }),
    );
  });

  it("cannot be claimed without its token: not with another's, none, or a key that was never vended", () => {
    const { sessions, assume } = cloud();
    const mine = assume({ RoleSessionName: "0002" });
    const theirs = assume({ RoleSessionName: "0001" });
    const { "x-amz-security-token": _, ...withoutToken } = signedBy(theirs);
    for (const headers of [
      signedBy({ ...theirs, sessionToken: mine.sessionToken }),
      signedBy({ ...theirs, sessionToken: "" }),
      withoutToken,
      signedBy({ accessKeyId: "ASIANEVERVENDED", sessionToken: mine.sessionToken }),
    ]) {
      expect(() => sessions.callerOf(headers)).toThrow(
        expect.objectContaining({ status: 403, code: "InvalidClientTokenId" }),
      );
    }
    expect(sessions.callerOf(signedBy(mine)).userId).toBe("AROASENDER:0002");
  });

  it("is nobody's whose credentials are not a session's: they are the account's", () => {
    const { sessions } = cloud();
    for (const accessKeyId of ["local", "AKIAEXAMPLE"]) {
      expect(sessions.callerOf(signedBy({ accessKeyId, sessionToken: "local" })).userId).toBe("000000000000");
    }
    expect(sessions.callerOf({}).userId).toBe("000000000000");
  });

  it("cannot begin another session of its role, unless the role trusts itself", () => {
    const { sessions, assume } = cloud();
    const participant = sessions.callerOf(signedBy(assume({ RoleSessionName: "0002" })));
    expect(() => assume({ RoleSessionName: "0001" }, participant)).toThrow(
      "User: arn:aws:sts::000000000000:assumed-role/sender/0002 is not authorized to perform: sts:AssumeRole",
    );
    const trusting = cloud(
      roleTrusting(letsIn({ AWS: [`${ACCOUNT}:user/local`, `${ACCOUNT}:role/sender`] })),
    );
    const caller = trusting.sessions.callerOf(signedBy(trusting.assume({})));
    expect(trusting.assume({ RoleSessionName: "0003" }, caller).userId).toBe("AROASENDER:0003");
  });
});

describe("AssumeRole", () => {
  it.each(["x", "", "a b", "a:b", "a/b", "é1", "x".repeat(65)])(
    "does not take %j for a session's name",
    (RoleSessionName) => {
      const { assume } = cloud();
      expect(() => assume({ RoleSessionName })).toThrow(
        expect.objectContaining({ status: 400, code: "ValidationError" }),
      );
    },
  );

  it.each(["xy", "A-Za_9", "x".repeat(64), "a.b@c=d,e+f"])(
    "takes %j for a session's name",
    (RoleSessionName) => {
      const { assume } = cloud();
      expect(assume({ RoleSessionName }).userId).toBe(`AROASENDER:${RoleSessionName}`);
    },
  );

  it.each(["899", "3601", "1e3.5", "for ever"])(
    "does not take a duration of %s seconds",
    (DurationSeconds) => {
      const { assume } = cloud();
      expect(() => assume({ DurationSeconds })).toThrow(expect.objectContaining({ code: "ValidationError" }));
    },
  );

  it.each([
    ["nobody", roleTrusting()],
    ["a service", roleTrusting(letsIn({ Service: "lambda.amazonaws.com" }))],
    ["another user", roleTrusting(letsIn({ AWS: `${ACCOUNT}:user/loca` }))],
    ["the account", roleTrusting(letsIn({ AWS: `${ACCOUNT}:root` }))],
    ["everyone", roleTrusting(letsIn("*"))],
    ["the caller, on a condition", roleTrusting(letsIn({ AWS: `${ACCOUNT}:user/local` }, { Condition: {} }))],
    [
      "the caller, for another action",
      roleTrusting(letsIn({ AWS: `${ACCOUNT}:user/local` }, { Action: "sts:TagSession" })),
    ],
    ["the caller, to deny it", roleTrusting(letsIn({ AWS: `${ACCOUNT}:user/local` }, { Effect: "Deny" }))],
  ])("is refused where the role names %s", (_, role) => {
    const { assume } = cloud(role);
    expect(() => assume({})).toThrow(expect.objectContaining({ status: 403, code: "AccessDenied" }));
  });

  it("is refused for a role that does not exist", () => {
    const { assume } = cloud();
    expect(() => assume({ RoleArn: `${ACCOUNT}:role/none` })).toThrow(
      expect.objectContaining({ code: "AccessDenied" }),
    );
  });
});
