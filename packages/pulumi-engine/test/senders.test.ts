import { type ServedCloud, servePulumi } from "@lab/survey-cloud";
import { afterAll, beforeAll, expect, it } from "vitest";
import { copyProject, type Project } from "./fixtures/project.ts";
import { stored, submit, survey } from "./fixtures/survey.ts";

let cloud: ServedCloud;
let project: Project;

beforeAll(async () => {
  cloud = await servePulumi({ maxWorkers: 2 });
  project = await copyProject(cloud.environment);
});
afterAll(async () => {
  await project?.[Symbol.asyncDispose]();
  await cloud?.close();
});

const up = () => project.pulumi("up", "--yes", "--skip-preview", "--stack", "local");
const configure = (key: string, value: string) =>
  project.pulumi("config", "set", key, value, "--stack", "local");

it("pulumi up trusts the app, then each participant alone, and then the app again", async () => {
  await project.pulumi("stack", "init", "local");
  await up();
  expect(await project.outputs("local")).not.toHaveProperty("senderRoleArn");

  await configure("vendingPrincipalArn", "arn:aws:iam::000000000000:user/local");
  await configure("senders", "per-participant");
  await up();
  const perParticipant = await project.outputs("local");
  expect(perParticipant.senderRoleArn).toMatch(/^arn:aws:iam::000000000000:role\/survey-local-sender-role-/);
  expect(await submit(cloud, perParticipant, "0001")).toEqual({ raw: undefined, submissions: undefined });

  await configure("batchSize", "5");
  await up();
  expect(await project.outputs("local")).toEqual(perParticipant);

  await project.pulumi("config", "rm", "vendingPrincipalArn", "--stack", "local");
  await configure("senders", "trusted-app");
  await up();
  const trusted = await project.outputs("local");
  expect(trusted).not.toHaveProperty("senderRoleArn");
  expect(await submit(cloud, trusted, "0002")).toEqual({ raw: survey("0002"), submissions: "1" });
  expect(await stored(cloud, trusted, "0001")).toEqual({ raw: undefined, submissions: undefined });
});

it("pulumi up gives the lab's roles the sender policy, and takes it from those that are no longer named", async () => {
  const holders = () => {
    const attached = cloud.provider.resources.filter(({ type }) => type.endsWith(":RolePolicyAttachment"));
    return attached.map(({ inputs }) => inputs.role).toSorted();
  };
  await configure("senderRoleNames", "web-server, tablets");
  await up();
  expect(holders()).toEqual(["tablets", "web-server"]);
  await configure("senderRoleNames", "tablets");
  await up();
  expect(holders()).toEqual(["tablets"]);
  await project.pulumi("destroy", "--yes", "--stack", "local");
  expect(cloud.provider.resources).toEqual([]);
});
