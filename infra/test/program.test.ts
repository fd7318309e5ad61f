import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { environmentName } from "../src/config/environment-name.ts";
import { deployUnderMocks, stacks } from "./deploy-under-mocks.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Inputs that would fix a physical name and so keep two environments from living in one account. */
const nameInputs = ["name", "namePrefix", "bucketPrefix", "policyId"];

describe.each(stacks)("the program for %s", (stack) => {
  it("hands exactly the promised outputs to the outside", async () => {
    const { outputs } = await deployUnderMocks(stack);
    expect(outputs).toEqual({
      queueUrl: `https://sqs.eu-central-1.amazonaws.com/123456789012/survey-${stack}-queue`,
      queueArn: `arn:aws:sqs:eu-central-1:123456789012:survey-${stack}-queue`,
      deadLetterQueueUrl: `https://sqs.eu-central-1.amazonaws.com/123456789012/survey-${stack}-queue-dead-letters`,
      surveysBucketName: `survey-${stack}-surveys`,
      rejectedBucketName: `survey-${stack}-rejected`,
      auditBucketName: `survey-${stack}-audit`,
      participantsTableName: `survey-${stack}-participants`,
      submissionsTableName: `survey-${stack}-submissions`,
      functionName: `survey-${stack}-processor`,
      region: "eu-central-1",
      senderPolicyArn: `arn:aws:iam::123456789012:policy/survey-${stack}-sender`,
      alarmTopicArn: `arn:aws:sns:eu-central-1:123456789012:survey-${stack}-alarms`,
      dashboardUrl: `https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/survey-${stack}-eu-central-1`,
    });
  });

  it("carries the environment in every logical name and leaves every physical name to Pulumi", async () => {
    const { resources } = await deployUnderMocks(stack);
    for (const { type, name, inputs } of resources) {
      expect(name, type).toMatch(new RegExp(`^survey-${stack}(-|$)`));
      const fixed = Object.keys(inputs).filter((input) => nameInputs.includes(input));
      expect(fixed, `${type} ${name}`).toEqual([]);
      if (type === "aws:s3/bucket:Bucket") {
        expect(inputs).not.toHaveProperty("bucket");
      }
    }
  });
});

describe("the program", () => {
  it("declares the same when it is called again in one process", async () => {
    const byName = (a: { name: string; type: string }, b: { name: string; type: string }) =>
      `${a.name} ${a.type}`.localeCompare(`${b.name} ${b.type}`);
    const first = await deployUnderMocks("dev");
    const second = await deployUnderMocks("dev");
    expect(second.resources.toSorted(byName)).toEqual(first.resources.toSorted(byName));
    expect(second.outputs).toEqual(first.outputs);
  });

  it("refuses a stack whose name could not be part of a bucket's name", () => {
    expect(environmentName("a")).toBe("a");
    expect(environmentName("study-2-pilot-in-may")).toBe("study-2-pilot-in-may");
    for (const stack of ["Dev", "my_stack", "a.b", "-dev", "dev-", "", "study-2-pilot-in-june"]) {
      expect(() => environmentName(stack), stack).toThrow(`the stack's name is ${JSON.stringify(stack)}`);
    }
  });

  it("is the file that Pulumi.yaml names, with a default export and no other, for Node to run as it is", async () => {
    const project = z
      .object({
        main: z.string(),
        runtime: z.object({ name: z.literal("nodejs"), options: z.object({ typescript: z.literal(false) }) }),
      })
      .parse(parse(await readFile(resolve(root, "Pulumi.yaml"), "utf8")));
    const entry = fileURLToPath(import.meta.resolve("../src/index.ts"));
    expect(resolve(root, project.main)).toBe(entry);
    const program: unknown = await import(entry);
    expect(Object.keys(Object(program))).toEqual(["default"]);
  });
});
