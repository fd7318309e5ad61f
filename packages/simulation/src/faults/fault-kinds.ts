import { dynamoFaults } from "./dynamo-faults.ts";
import { functionFaults } from "./function-faults.ts";
import { outageFaults } from "./outage-faults.ts";
import { queueFaults } from "./queue-faults.ts";
import { s3Faults } from "./s3-faults.ts";
import { withdrawalFaults } from "./withdrawal-faults.ts";

const faults = [
  ...queueFaults,
  ...s3Faults,
  ...dynamoFaults,
  ...functionFaults,
  ...outageFaults,
  ...withdrawalFaults,
];

export type FaultKind = (typeof faults)[number]["kind"];

/** Everything that can go wrong in a schedule. A run of many schedules has to reach each of them. */
export const faultKinds: readonly FaultKind[] = faults.map(({ kind }) => kind);

/** How often each kind was reached. */
export type FaultCounts = ReadonlyMap<FaultKind, number>;

/** The kinds that no schedule reached. */
export function neverReached(counts: FaultCounts): FaultKind[] {
  return faultKinds.filter((kind) => (counts.get(kind) ?? 0) === 0);
}
