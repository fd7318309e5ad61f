import { describe, expect, it } from "vitest";
import { parse, problemsOf } from "./parse-values.ts";

describe("the lab's roles that send", () => {
  it("are named one by one", () => {
    expect(parse({ senderRoleNames: " web-server ,tablets" }).senderRoleNames).toEqual([
      "web-server",
      "tablets",
    ]);
    expect(parse({ senderRoleNames: " " }).senderRoleNames).toEqual([]);
  });

  it.each(["arn:aws:iam::123456789012:role/web", "service/web", "a,,b", "a b", "x".repeat(65)])(
    "are not %j",
    (senderRoleNames) => {
      expect(problemsOf(() => parse({ senderRoleNames }))).toEqual([
        expect.stringMatching(/^lab:senderRoleNames is .*, but must be names of IAM roles of this account/),
      ]);
    },
  );

  it("are not named twice", () => {
    expect(problemsOf(() => parse({ senderRoleNames: "web,web" })).join()).toContain(
      "names of different roles",
    );
  });

  it("are none where each participant sends with credentials of their own, since theirs would be rejected", () => {
    const others = {
      senders: "per-participant",
      vendingPrincipalArn: "arn:aws:iam::123456789012:role/vending",
    };
    expect(problemsOf(() => parse({ ...others, senderRoleNames: "web" }))).toEqual([
      expect.stringMatching(
        /^lab:senderRoleNames is "web", but must be empty, since senders is per-participant/,
      ),
    ]);
  });
});

describe("who may send", () => {
  const vendingPrincipalArn = "arn:aws:iam::123456789012:role/study/vending";

  it("is one vending principal where every participant has credentials", () => {
    const arns = [
      vendingPrincipalArn,
      "arn:aws:iam::123456789012:user/vending@lab.example",
      "arn:aws-cn:iam::123456789012:role/vending",
    ];
    for (const arn of arns) {
      const config = parse({ senders: "per-participant", vendingPrincipalArn: arn });
      expect(config).toMatchObject({ senders: "per-participant", vendingPrincipalArn: arn });
    }
  });

  it.each([
    "*",
    "123456789012",
    "arn:aws:iam::123456789012:root",
    "arn:aws:iam::123456789012:role/",
    "arn:aws:iam::123456789012:role/*",
    "arn:aws:iam::*:role/vending",
    "arn:aws:iam::123456789012:group/vending",
    "arn:aws:sts::123456789012:assumed-role/vending/session",
    "arn:aws:iam::123456789012:role/vending ",
  ])("is not %j, which is more or less than one role or user", (arn) => {
    expect(problemsOf(() => parse({ senders: "per-participant", vendingPrincipalArn: arn }))).toEqual([
      `lab:vendingPrincipalArn is ${JSON.stringify(arn)}, but must be the ARN of one IAM role or user, ` +
        "arn:aws:iam::123456789012:role/…, or empty",
    ]);
  });

  it("is not half configured", () => {
    expect(problemsOf(() => parse({ senders: "per-participant" }))).toEqual([
      'lab:vendingPrincipalArn is "", but must be the ARN of the role or user that vends credentials, since senders is ' +
        "per-participant",
    ]);
    expect(problemsOf(() => parse({ vendingPrincipalArn }))).toEqual([
      `lab:vendingPrincipalArn is "${vendingPrincipalArn}", but must be empty, since senders is trusted-app. Nobody vends ` +
        "credentials then",
    ]);
  });

  it.each(["", "trusted", "Per-Participant"])("is not %j", (senders) => {
    expect(problemsOf(() => parse({ senders }))).toEqual([
      `lab:senders is ${JSON.stringify(senders)}, but must be trusted-app or per-participant`,
    ]);
  });
});
