import { beforeAll, describe, expect, it } from "vitest";
import { declaredPolicies } from "../declared-policies.ts";
import { type Deployment, deployUnderMocks, stacks } from "../deploy-under-mocks.ts";
import { documentedTables } from "./documented.ts";
import { administrator, awsServices, declaredPrincipals, outsiders, type Principal } from "./principals.ts";
import { ofAnotherAccount, others, type Requestable, requestables } from "./requestable.ts";
import { rowsOf } from "./rows.ts";
import { type Request, requestsAbout, services, simulate } from "./simulate.ts";

const documented = documentedTables();

let prod: Deployment;
let ours: readonly Requestable[];
let aboutOurs: readonly Request[];
let aboutAnything: readonly Request[];

beforeAll(async () => {
  prod = await deployUnderMocks("prod");
  ours = requestables(prod);
  const dev = requestables(await deployUnderMocks("dev"));
  aboutOurs = await requestsAbout(ours);
  aboutAnything = await requestsAbout([
    ...ours,
    ...others(dev, "of dev"),
    ...others(ours.map(ofAnotherAccount), "of another account"),
  ]);
});

async function allowedTo(principal: Principal, requests: readonly Request[]): Promise<readonly string[]> {
  const { allowed } = await simulate(principal, requests);
  return rowsOf(allowed, requests);
}

describe("docs/permissions.md tells all that is allowed", () => {
  it("to each role and with each policy: exactly these actions, on these things, in these ways", async () => {
    const principals = [...declaredPrincipals(prod)];
    expect(principals.length).toBeGreaterThan(0);
    for (const [who, principal] of principals) {
      expect(await allowedTo(principal, aboutAnything), who).toEqual(documented.get(who) ?? []);
    }
  });

  it("to AWS's services, by what is attached to our resources", async () => {
    const giving = ours.filter(({ policy }) => JSON.stringify(policy ?? {}).includes('"Allow"'));
    const requests = await requestsAbout(giving);
    const found = await Promise.all(
      [...awsServices].map(async ([who, principal]) =>
        (await allowedTo(principal, requests)).map((row) => `${row}, by ${who}`),
      ),
    );
    expect(found.flat().toSorted()).toEqual(documented.get("AWS's services"));
  });

  it("and what is denied to everyone, whatever else they may do", async () => {
    const { denied } = await simulate(administrator, aboutOurs);
    expect(rowsOf(denied, aboutOurs)).toEqual(documented.get("Denied to everyone"));
  });

  it("and nobody and nothing else", () => {
    const known = [...declaredPrincipals(prod).keys(), "AWS's services", "Denied to everyone"];
    expect([...documented.keys()].toSorted()).toEqual(known.toSorted());
  });
});

it.each([...outsiders])("nothing is allowed to %s", async (_who, principal) => {
  expect(await allowedTo(principal, aboutOurs)).toEqual([]);
});

it("no policy grants anything of a service whose actions are not tried", () => {
  const actions = declaredPolicies(prod).flatMap(({ statements }) =>
    statements.flatMap(({ Effect, Action }) => (Effect === "Allow" ? Action : [])),
  );
  expect(actions.length).toBeGreaterThan(0);
  for (const action of actions) expect(services).toContain(action.split(":", 1)[0]);
});

it("every environment has the same policies, but for its name", async () => {
  const policiesOf = async (stack: string) => {
    const policies = declaredPolicies(await deployUnderMocks(stack));
    const texts = policies.map((policy) => JSON.stringify(policy).replaceAll(`survey-${stack}-`, "survey-"));
    return texts.toSorted();
  };
  const [first, ...rest] = await Promise.all(stacks.map(policiesOf));
  for (const next of rest) expect(next).toEqual(first);
});
