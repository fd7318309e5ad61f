import { randomBytes } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { CloudEvents } from "../trigger/cloud-events.ts";
import type { LocalFunction } from "../trigger/local-function.ts";
import type { QueueTrigger } from "../trigger/queue-trigger.ts";

/** The account that everything in a local cloud belongs to. */
export const ACCOUNT_ID = "000000000000";

/** The state of a resource after its creation, with the outputs that the real provider would give. */
export type ResourceState = Readonly<Record<string, unknown>>;

export interface CreatedResource {
  readonly id: string;
  readonly state: ResourceState;
}

/** A resource of the program, as it was declared and as it is. */
export interface ProvisionedResource extends CreatedResource {
  /** Such as `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** The logical name, without the suffix of its physical name. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** False for components, which only group others. */
  readonly custom: boolean;
}

/** What handlers may use to make resources real. */
export interface ProvisionContext {
  readonly region: string;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly events: CloudEvents;
  /** Endpoints and credentials for functions, as `AWS_…` variables. */
  readonly connection: Readonly<Record<string, string>>;
  /** A folder of ours for the functions' code; it goes when the local cloud goes. */
  readonly codeDirectory: string;
  readonly maxWorkers: number;
  /** By ARN. */
  readonly functions: Map<string, LocalFunction>;
  /** By the mapping's id. */
  readonly triggers: Map<string, QueueTrigger>;
  /** The resource of a type whose output has a value, such as the bucket with a name; undefined when there is none. */
  readonly find: (type: string, output: string, value: string) => ProvisionedResource | undefined;
}

/** The provider's code for one resource type. */
export interface ResourceHandler {
  /** The input that names the resource in AWS; one is made up when the program gives none. */
  readonly nameInput?: string;
  /**
   * Inputs that AWS cannot change on an existing resource. With another value a new resource takes its place.
   */
  readonly replacedOn: readonly string[];
  /**
   * Creates the resource and waits until it can be used.
   *
   * @throws Whatever is wrong with the inputs or the engine; the caller adds which resource it was.
   */
  readonly create: (name: string, inputs: unknown, context: ProvisionContext) => Promise<CreatedResource>;
  /**
   * Gives an existing resource other inputs.
   *
   * @param inputs - All of them; those that `replacedOn` and `nameInput` name are as they were.
   * @returns The resource's new state.
   */
  readonly update: (
    id: string,
    inputs: unknown,
    context: ProvisionContext,
    state: ResourceState,
  ) => Promise<ResourceState>;
  readonly delete: (id: string, state: ResourceState, context: ProvisionContext) => Promise<void>;
}

/** Identity of the resources whose input `name` is theirs for life. */
export const named = { nameInput: "name", replacedOn: ["name"] } as const;

/** The physical name of a resource: as given, or made of the logical name and seven random hex digits, as Pulumi does. */
export function physicalName(logicalName: string, given?: string): string {
  return given ?? `${logicalName}-${randomBytes(4).toString("hex").slice(0, 7)}`;
}

/** Whether `physicalName` made up a name for the resource. */
export function isMadeUp(logicalName: string, name: unknown): boolean {
  const suffix = String(name).slice(logicalName.length);
  return String(name).startsWith(logicalName) && /^-[0-9a-f]{7}$/.test(suffix);
}

/** An ARN in the local account. */
export function arn(service: string, region: string, resource: string): string {
  return `arn:aws:${service}:${region}:${ACCOUNT_ID}:${resource}`;
}
