import { logUniform } from "../schedule/chance.ts";
import { s3Errors, wireErrors } from "../world/service-errors.ts";
import { type Fault, faultsOf, type RequestFault } from "./fault.ts";

type Operation = "put" | "head" | "get";

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
    befalls: ["put", "head", "get"],
    disturb: () => ({ insteadOfEffect: { error: s3Errors.internalError } }),
  },
  {
    kind: "s3: internal error after the put took effect",
    befalls: ["put"],
    disturb: () => ({ insteadOfReply: { error: s3Errors.internalError } }),
  },
  {
    kind: "s3: slow down (503)",
    befalls: ["put", "head", "get"],
    disturb: () => ({ insteadOfEffect: { error: s3Errors.slowDown } }),
  },
  {
    kind: "s3: request lost",
    befalls: ["put", "head", "get"],
    disturb: () => ({ insteadOfEffect: { error: wireErrors.connectionReset } }),
  },
  {
    kind: "s3: reply lost",
    befalls: ["put", "head", "get"],
    disturb: () => ({ insteadOfReply: { error: wireErrors.connectionReset } }),
  },
  {
    kind: "s3: put took effect late",
    befalls: ["put"],
    disturb: (draw) => ({ arrivesLate: logUniform(1_000, 1_200_000, draw("late by")) }),
  },
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
