import { sqsErrors, wireErrors } from "../world/service-errors.ts";
import { type Fault, faultsOf, type RequestFault } from "./fault.ts";

/** What can go wrong at the queue. It decides itself on most of it. */
export const queueFaults = [
  { kind: "queue: delivered out of order" },
  { kind: "queue: delivered twice at once" },
  { kind: "queue: delivered again after its deletion" },
  { kind: "queue: became visible while a handler still ran" },
  { kind: "queue: limit of messages in flight reached" },
  { kind: "queue: deletion lost" },
  { kind: "queue: deletion with a stale receipt handle" },
  { kind: "queue: moved to the dead-letter queue" },
  { kind: "queue: redriven at once" },
  { kind: "queue: redriven after 15 days" },
  {
    kind: "queue: visibility change failed",
    befalls: ["visibility change"],
    disturb: () => ({ insteadOfEffect: { error: sqsErrors.serviceUnavailable } }),
  },
  { kind: "queue: visibility change failed for some" },
  { kind: "queue: visibility change with a stale receipt handle" },
  {
    kind: "queue: visibility change took effect, reply lost",
    befalls: ["visibility change"],
    disturb: () => ({ insteadOfReply: { error: wireErrors.connectionReset } }),
  },
] as const satisfies readonly (Fault | RequestFault<"visibility change">)[];

export const visibilityFaults = faultsOf("visibility change", queueFaults);
