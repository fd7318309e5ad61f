import type { Credentials, Endpoints } from "./connection.ts";
import type { ProvisionedResource } from "./provisioner/resource-handler.ts";
import type { CloudEvents } from "./trigger/cloud-events.ts";
import type { LocalFunction } from "./trigger/local-function.ts";
import type { QueueTrigger } from "./trigger/queue-trigger.ts";

/** A running local cloud. Close it, or declare it with `await using`. */
export interface LocalCloud extends AsyncDisposable {
  readonly endpoints: Endpoints;
  readonly region: string;
  readonly credentials: Credentials;
  /** The stack's outputs, as `pulumi stack output` would show them. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Endpoints, region and credentials as `AWS_…` variables, and which engine is this cloud's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** What happens in it, as it happens. */
  readonly events: CloudEvents;
  readonly functions: readonly LocalFunction[];
  readonly triggers: readonly QueueTrigger[];
  /** Everything that the Pulumi program declares, components included. */
  readonly resources: readonly ProvisionedResource[];
  /** Makes DynamoDB stop answering until the result is disposed of: a fault for tests. Throws if the engine is not ours. */
  freezeDynamodb(): Disposable;
  /** Rejects when an engine stops by itself, and never resolves. */
  readonly crashed: Promise<never>;
  /** Stops polling, lets invocations in flight finish for up to ten seconds, stops everything. May be called again. */
  close(): Promise<void>;
}
