import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { CreatedResource } from "./resource-handler.ts";
import { setMocks } from "./set-mocks.ts";

/** A Pulumi program: declares resources, returns the stack's outputs. */
export type PulumiProgram = () => object | Promise<object>;

/** Creates the resources that a program declares. */
export interface Provider {
  readonly create: (type: string, name: string, inputs: unknown) => Promise<CreatedResource>;
  readonly record: (type: string, name: string, inputs: unknown) => CreatedResource;
}

export interface EvaluateOptions {
  readonly program: PulumiProgram;
  readonly project: string;
  readonly stack: string;
  /** By full key, such as `aws:region`. */
  readonly config: Readonly<Record<string, string>>;
  readonly provider: Provider;
}

const outputsSchema = z.record(z.string(), z.unknown());

// Pulumi keeps the state of a run in this process's globals, so runs follow one another.
let lastRun: Promise<unknown> = Promise.resolve();

/**
 * Runs a Pulumi program in this process and hands every resource that it declares to a provider, as soon as
 * everything is there that the resource depends on. Runs follow one another; a program can be run any number
 * of times.
 *
 * @returns The stack's outputs, resolved.
 * @throws Whatever the provider or the program throws first. It then waits for creations that are under way,
 *   and begins no others.
 */
export function evaluateProgram(options: EvaluateOptions): Promise<Record<string, unknown>> {
  const run = lastRun.then(() => evaluate(options));
  lastRun = run.catch(() => {});
  return run;
}

async function evaluate({
  program,
  project,
  stack,
  config,
  provider,
}: EvaluateOptions): Promise<Record<string, unknown>> {
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  const underWay = new Set<Promise<unknown>>();
  let over = false;

  const fail = (error: unknown): void => {
    over = true;
    failed.reject(error);
  };
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs, custom }) => {
      if (custom !== true) return provider.record(type, name, inputs);
      // Pulumi must not see a failure, because it would reject promises that nobody can catch. It waits for
      // ever instead.
      if (over) return new Promise(() => {});
      const created = provider.create(type, name, withoutSecrets(inputs));
      underWay.add(created);
      return created.catch((error) => {
        fail(error);
        return new Promise(() => {});
      });
    },
    call: ({ token }) => {
      fail(
        new Error(`The program asks AWS (${token}). The local cloud knows only what the program declares.`),
      );
      return new Promise(() => {});
    },
  };

  // An error inside `apply` rejects promises that only Pulumi holds.
  process.on("unhandledRejection", fail);
  try {
    await setMocks(mocks, project, stack);
    pulumi.runtime.setAllConfig({ ...config });
    const outputs = await Promise.race([runToItsEnd(program), failed.promise]);
    return outputsSchema.parse(outputs);
  } finally {
    over = true;
    await Promise.allSettled(underWay);
    await setImmediate();
    process.off("unhandledRejection", fail);
  }
}

/** Secrets protect the state that Pulumi keeps. There is no such state here. */
function withoutSecrets(inputs: object): Record<string, unknown> {
  const values = Object.entries(inputs);
  return Object.fromEntries(values.map(([key, value]) => [key, pulumi.runtime.unwrapRpcSecret(value)]));
}

async function runToItsEnd(program: PulumiProgram): Promise<unknown> {
  const outputs = await pulumi.runtime.runInPulumiStack(async () => program());
  await pulumi.runtime.disconnect();
  // Node reports rejections that nobody handles at the end of a turn, which is thus part of the run.
  await setImmediate();
  return outputs;
}
