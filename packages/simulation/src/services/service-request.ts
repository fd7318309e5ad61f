import type { Draw } from "../faults/fault.ts";
import type { FaultKind } from "../faults/fault-kinds.ts";
import type { Answer, Disturbance } from "./disturbance.ts";

/** What may go wrong with a request, and what it makes of it. */
export interface PossibleFault {
  readonly kind: FaultKind;
  readonly disturb: (draw: Draw) => Disturbance;
}

/** One request as its service handles it. */
export interface ServiceRequest {
  readonly service: "s3" | "dynamodb" | "sqs";
  /** For people, and for the names of decisions: operation and object. */
  readonly label: string;
  /** What may go wrong with it. */
  readonly faults: readonly PossibleFault[];
  /** First phase, for a service that has two: begins the work, or answers at once. */
  arrive?(): Answer | undefined;
  /** Does what was asked, at one moment. */
  takeEffect(): Answer;
}
