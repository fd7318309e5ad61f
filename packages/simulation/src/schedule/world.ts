import type { Decisions } from "../faults/decisions.ts";
import type { Storage } from "../world/storage.ts";
import type { FaultSettings } from "./plan.ts";
import type { Scheduler } from "./scheduler.ts";

/** What everything in one schedule shares. */
export interface World {
  readonly scheduler: Scheduler;
  readonly decisions: Decisions;
  readonly storage: Storage;
  readonly outages: FaultSettings["outages"];
  /** When the schedule began, in milliseconds since 1970. */
  readonly start: number;
  /** Says that storage or queue changed, so that the invariants have to be checked. */
  changed(): void;
  /** Ends the run with an error that is no finding. */
  giveUp(error: unknown): void;
  /** Writes a line of history; absent while nobody reads one. */
  readonly tell: ((line: string) => void) | undefined;
}
