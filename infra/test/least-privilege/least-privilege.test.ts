import { beforeAll, describe, expect, it } from "vitest";
import { declaredPolicies } from "../declared-policies.ts";
import { type Deployment, deployUnderMocks, stacks } from "../deploy-under-mocks.ts";
import { documentedTables } from "./documented.ts";
import {
  administrator,
  awsServices,
  outsiders,
  type Principal,
  principalsOf,
  vending,
} from "./principals.ts";
import { ofAnotherAccount, others, type Requestable, requestables } from "./requestable.ts";
import { rowsOf } from "./rows.ts";
import { type Request, requestsAbout, services, simulate } from "./simulate.ts";

const documented = documentedTables();
const TO_SERVICES = "AWS's services";
const TO_NOBODY = "Denied to everyone";
const principals = [...documented.keys()].filter((who) => who !== TO_SERVICES && who !== TO_NOBODY);

/** With everything that can be configured. */
const everything = {
  senders: "per-participant",
  vendingPrincipalArn: String(vending.principal),
  auditLockDays: "365",
};

let prod: Deployment;
let ours: readonly Requestable[];
let aboutOurs: readonly Request[];
let aboutAnything: readonly Request[];
let aboutGiving: readonly Request[];

beforeAll(async () => {
  prod = await deployUnderMocks("prod", everything);
  ours = requestables(prod);
  const ofDev = { ...everything, vendingPrincipalArn: `${everything.vendingPrincipalArn}-dev` };
  const dev = requestables(await deployUnderMocks("dev", ofDev));
  const theirs = [...others(dev, "of dev"), ...others(ours.map(ofAnotherAccount), "of another account")];
  aboutOurs = await requestsAbout(ours);
  // What nobody may do to others' things with TLS is not tried without it.
  aboutAnything = (await requestsAbout([...ours, ...theirs])).filter(
    ({ about, how }) => ours.includes(about) || how !== "without TLS",
  );
  // Without rights of one's own, only a policy that allows something can allow anything.
  aboutGiving = await requestsAbout(
    ours.filter(({ policy }) => JSON.stringify(policy ?? {}).includes('"Allow"')),
  );
});

async function allowedTo(principal: Principal, requests: readonly Request[]): Promise<readonly string[]> {
  const { allowed } = await simulate(principal, requests);
  return rowsOf(allowed, requests);
}

describe("docs/permissions.md tells all that is allowed", () => {
  it.each(principals)("to %s: exactly these actions, on these things, in these ways", async (who) => {
    const principal = principalsOf(prod).get(who) ?? { principal: "", policies: [] };
    expect(await allowedTo(principal, aboutAnything)).toEqual(documented.get(who));
  });

  it("to AWS's services, by what is attached to our resources", async () => {
    const found = await Promise.all(
      [...awsServices].map(async ([who, principal]) =>
        (await allowedTo(principal, aboutGiving)).map((row) => `${row}, by ${who}`),
      ),
    );
    expect(found.flat().toSorted()).toEqual(documented.get(TO_SERVICES));
  });

  it("and what is denied to everyone, whatever else they may do", async () => {
    const { denied } = await simulate(administrator, aboutOurs);
    expect(rowsOf(denied, aboutOurs)).toEqual(documented.get(TO_NOBODY));
  });

  it("and to nobody else", () => {
    expect(principals.toSorted()).toEqual([...principalsOf(prod).keys()].toSorted());
  });
});

it.each([...outsiders])("nothing is allowed to %s", async (_who, principal) => {
  expect(aboutGiving.length).toBeGreaterThan(0);
  expect(await allowedTo(principal, aboutGiving)).toEqual([]);
});

it("no policy grants anything of a service whose actions are not tried", () => {
  const actions = declaredPolicies(prod).flatMap(({ statements }) =>
    statements.flatMap(({ Effect, Action }) => (Effect === "Allow" ? Action : [])),
  );
  expect(actions.length).toBeGreaterThan(0);
  for (const action of actions) expect(services).toContain(action.split(":", 1)[0]);
});

describe("a role of the lab's own that senderRoleNames names", () => {
  it("may do what the sender policy allows, and nothing else", async () => {
    const deployment = await deployUnderMocks("prod", { senderRoleNames: "web-server" });
    const named = deployment.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    const managed = deployment.ofType("aws:iam/policy:Policy");
    const policies = managed
      .filter(({ arn }) =>
        named.some(({ inputs }) => inputs.role === "web-server" && inputs.policyArn === arn),
      )
      .map(({ name, inputs }) => ({ name, policy: JSON.parse(String(inputs.policy)) }));
    const principal = { principal: "arn:aws:iam::123456789012:role/web-server", policies };
    expect(await allowedTo(principal, aboutAnything)).toEqual(
      documented.get("whoever has the policy sender"),
    );
  });
});

describe("the policies", () => {
  const policiesOf = async (stack: string, overrides: Readonly<Record<string, string>>) => {
    const policies = declaredPolicies(await deployUnderMocks(stack, overrides));
    const texts = policies.map((policy) => JSON.stringify(policy).replaceAll(`survey-${stack}-`, "survey-"));
    return texts.toSorted();
  };

  it.each(stacks)("of %s are those of every environment, but for its name", async (stack) => {
    const protecting = { ...everything, protectData: "true" };
    expect(await policiesOf(stack, protecting)).toEqual(await policiesOf("prod", everything));
  });

  it("where data may be thrown away are the same, but that entries of the audit trail may be deleted", async () => {
    const kept = await policiesOf("prod", everything);
    const thrownAway = await policiesOf("prod", { ...everything, protectData: "false" });
    expect(thrownAway.filter((text) => !kept.includes(text))).toEqual([
      expect.stringMatching(/"name":"survey-audit-policy"(?!.*DenyDeleting)/),
    ]);
  });

  it("with other senders are those that are left without the participants' role", async () => {
    const all = await policiesOf("prod", everything);
    const left = all.filter((text) => !text.includes("survey-sender-role"));
    expect(await policiesOf("prod", {})).toEqual(left);
    expect(left).not.toEqual(all);
  });
});
