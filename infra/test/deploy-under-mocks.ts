import { hash } from "node:crypto";
import { setMocks } from "@lab/local-cloud";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { loadProjectName, loadStackConfig } from "../src/config/stack-config.ts";
import surveyPipeline from "../src/index.ts";

/** A resource as the program declared it. */
export interface DeclaredResource {
  readonly type: string;
  readonly name: string;
  /** Resources of ours that only group others are not custom. */
  readonly custom: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Empty for what is not custom. */
  readonly arn: string;
  /** Whether Pulumi is told not to delete it. */
  readonly protect: boolean;
  /** Names of the resources that it waits for without using any of their outputs. */
  readonly dependsOn: readonly string[];
  /** What Pulumi calls before it updates the resource. */
  readonly beforeUpdate: readonly pulumi.ResourceHook[];
}

export interface Deployment {
  readonly resources: readonly DeclaredResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Every resource of a type, such as `aws:sqs/queue:Queue`. */
  readonly ofType: (type: string) => readonly DeclaredResource[];
  /** The inputs of one resource; an error where it was not declared. */
  readonly inputs: (type: string, name: string) => Readonly<Record<string, unknown>>;
}

export const stacks = ["dev", "staging", "prod"] as const;

const inputsSchema = z.record(z.string(), z.unknown());
const ACCOUNT = "123456789012";

/**
 * Runs the program for a stack with the configuration of its files, and records what it declares.
 *
 * @param name - The stack's, if it is another one that has the same configuration.
 */
export async function deployUnderMocks(
  stack: string,
  overrides: Readonly<Record<string, string>> = {},
  { name: stackName = stack }: { readonly name?: string } = {},
): Promise<Deployment> {
  const resources: DeclaredResource[] = [];
  const protectedResources = new Set<string>();
  const names = new Map<pulumi.Resource, string>();
  const dependencies = new Map<string, readonly string[]>();
  const hooks = new Map<string, readonly pulumi.ResourceHook[]>();
  const config = await loadStackConfig(stack, overrides);
  const place = placeOf(config["aws:region"] ?? "");
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs, custom }) => {
      const protect = protectedResources.has(`${type} ${name}`);
      const dependsOn = dependencies.get(`${type} ${name}`) ?? [];
      const arn = custom === true ? arnOf(type, name, place) : "";
      const declared = { type, name, custom: custom === true, inputs: inputsSchema.parse(inputs), arn };
      const beforeUpdate = hooks.get(`${type} ${name}`) ?? [];
      resources.push({ ...declared, protect, dependsOn, beforeUpdate });
      return { id: `${name}-id`, state: { ...inputs, ...provided(type, name, place) } };
    },
    call: ({ token }) => {
      throw new Error(`The program is meant to ask AWS nothing, but it called ${token}.`);
    },
  };
  await setMocks(mocks, await loadProjectName(), stackName);
  pulumi.runtime.setAllConfig(config);
  const outputs = await pulumi.runtime.runInPulumiStack(async () => {
    // Mocks never see a resource's options; a transformation does, before the resource is registered.
    pulumi.runtime.registerStackTransformation((args) => {
      if (args.opts.protect === true) {
        protectedResources.add(`${args.type} ${args.name}`);
      }
      names.set(args.resource, args.name);
      const waitedFor = [args.opts.dependsOn].flat().flatMap((one) => {
        const dependency = pulumi.Resource.isInstance(one) ? names.get(one) : undefined;
        return dependency ?? [];
      });
      dependencies.set(`${args.type} ${args.name}`, waitedFor);
      const bound = (args.opts.hooks?.beforeUpdate ?? []).filter((hook) =>
        pulumi.ResourceHook.isInstance(hook),
      );
      hooks.set(`${args.type} ${args.name}`, bound);
      return undefined;
    });
    return surveyPipeline();
  });
  await pulumi.runtime.disconnect();
  return describeDeployment(
    resources.filter(({ type }) => type !== pulumi.runtime.rootPulumiStackTypeName),
    inputsSchema.parse(outputs),
  );
}

function describeDeployment(
  resources: readonly DeclaredResource[],
  outputs: Readonly<Record<string, unknown>>,
): Deployment {
  return {
    resources,
    outputs,
    ofType: (type) => resources.filter((resource) => resource.type === type),
    inputs: (type, name) => {
      const found = resources.find((resource) => resource.type === type && resource.name === name);
      if (found === undefined) {
        throw new Error(`The program declared no ${type} named ${name}.`);
      }
      return found.inputs;
    },
  };
}

/** Where the mocks pretend to be. */
interface Place {
  readonly region: string;
  /** The part of AWS that the region belongs to. */
  readonly partition: string;
}

function placeOf(region: string): Place {
  const [, partition] =
    [
      ["cn-", "aws-cn"],
      ["us-gov-", "aws-us-gov"],
    ].find(([start = ""]) => region.startsWith(start)) ?? [];
  return { region, partition: partition ?? "aws" };
}

/** What AWS would answer, as far as the program uses it. */
function provided(type: string, name: string, place: Place): Record<string, string> {
  const { region } = place;
  return {
    arn: arnOf(type, name, place),
    name,
    ...(type === "aws:s3/bucket:Bucket" ? { bucket: name } : {}),
    ...(type === "aws:iam/role:Role" ? { uniqueId: uniqueIdOf(name) } : {}),
    ...(type === "aws:sqs/queue:Queue"
      ? { url: `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${name}`, region }
      : {}),
  };
}

/** A role's unique id: no other role has it, and no part of it is the role's name. */
export function uniqueIdOf(roleName: string): string {
  return `AROA${hash("sha256", roleName).toUpperCase().slice(0, 17)}`;
}

/** An ARN as the service writes it; where the program uses none, of the form that most have. */
function arnOf(type: string, name: string, { region, partition }: Place): string {
  const service = type.split(":")[1]?.split("/")[0] ?? "";
  const here = `${region}:${ACCOUNT}`;
  switch (type) {
    case "aws:s3/bucket:Bucket":
      return `arn:${partition}:s3:::${name}`;
    case "aws:cloudwatch/logGroup:LogGroup":
      return `arn:${partition}:logs:${here}:log-group:${name}`;
    case "aws:cloudwatch/metricAlarm:MetricAlarm":
      return `arn:${partition}:cloudwatch:${here}:alarm:${name}`;
    case "aws:dynamodb/table:Table":
      return `arn:${partition}:dynamodb:${here}:table/${name}`;
    case "aws:lambda/function:Function":
      return `arn:${partition}:lambda:${here}:function:${name}`;
    case "aws:iam/role:Role":
      return `arn:${partition}:iam::${ACCOUNT}:role/${name}`;
    case "aws:kms/key:Key":
      return `arn:${partition}:kms:${here}:key/${name}`;
    case "aws:iam/policy:Policy":
      return `arn:${partition}:iam::${ACCOUNT}:policy/${name}`;
    default:
      return `arn:${partition}:${service}:${here}:${name}`;
  }
}
