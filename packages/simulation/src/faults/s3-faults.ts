import { logUniform } from "../schedule/chance.ts";
import { s3Errors, wireErrors } from "../world/service-errors.ts";
import { type Fault, faultsOf, type RequestFault } from "./fault.ts";

type Operation = "put" | "head" | "get" | "list" | "delete";

/** What can go wrong at S3. */
export const s3Faults = [
  { kind: "s3: key taken (412)" },
  {
    kind: "s3: other request under way (409)",
    befalls: ["put"],
    disturb: () => ({ insteadOfEffect: { error: s3Errors.conditionalRequestConflict } }),
  },
  {
    kind: "s3: internal error (500)",
    befalls: ["put", "head", "get", "list", "delete"],
    disturb: () => ({ insteadOfEffect: { error: s3Errors.internalError } }),
  },
  {
    kind: "s3: internal error after the put took effect",
    befalls: ["put"],
    disturb: () => ({ insteadOfReply: { error: s3Errors.internalError } }),
  },
  {
    kind: "s3: slow down (503)",
    befalls: ["put", "head", "get", "list", "delete"],
    disturb: () => ({ insteadOfEffect: { error: s3Errors.slowDown } }),
  },
  {
    kind: "s3: request lost",
    befalls: ["put", "head", "get", "list", "delete"],
    disturb: () => ({ insteadOfEffect: { error: wireErrors.connectionReset } }),
  },
  {
    kind: "s3: reply lost",
    befalls: ["put", "head", "get", "list", "delete"],
    disturb: () => ({ insteadOfReply: { error: wireErrors.connectionReset } }),
  },
  {
    kind: "s3: put took effect late",
    befalls: ["put"],
    disturb: (draw) => ({ arrivesLate: logUniform(1_000, 1_200_000, draw("late by")) }),
  },
  { kind: "s3: refused, signed more than 15 minutes before" },
  {
    kind: "s3: put signed by a function that stood still for longer than the wait",
    befalls: ["put"],
    disturb: (draw) => ({
      arrivesLate: logUniform(1_020_000, 3_600_000, draw("late by")),
      signedOnArrival: true,
    }),
  },
  { kind: "s3: deletion failed for some" },
  {
    kind: "s3: object not found for a moment",
    befalls: ["head", "get"],
    disturb: () => ({ insteadOfEffect: { error: s3Errors.notFound } }),
  },
  {
    kind: "s3: metadata missing",
    befalls: ["head"],
    disturb: () => ({ insteadOfReply: { ok: { Metadata: {} } } }),
  },
] as const satisfies readonly (Fault | RequestFault<Operation>)[];

export const putFaults = faultsOf("put", s3Faults);
export const headFaults = faultsOf("head", s3Faults);
export const getFaults = faultsOf("get", s3Faults);
export const listFaults = faultsOf("list", s3Faults);
export const deleteFaults = faultsOf("delete", s3Faults);

/**
 * What no wait can cover: a function looks at its clock, stands still for longer than the eraser waits, and only then signs. Schedules
 * with it are held to what is guaranteed then, which is that `reconcile` names what is left.
 */
export const BEYOND_THE_GUARANTEE = "s3: put signed by a function that stood still for longer than the wait";
