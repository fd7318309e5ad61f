import type { Decisions } from "../faults/decisions.ts";
import type { Item, Storage } from "../world/storage.ts";
import type { FaultSettings } from "./plan.ts";
import type { Scheduler } from "./scheduler.ts";

/** What everything in one schedule shares. */
export interface World {
  readonly scheduler: Scheduler;
  readonly decisions: Decisions;
  readonly storage: Storage;
  readonly outages: FaultSettings["outages"];
  /** Participants' records as they were before their tombstones, which a read may find that is not consistent. */
  readonly staleRecords: ReadonlyMap<string, Item | undefined>;
  /** When the schedule began, in milliseconds since 1970. */
  readonly start: number;
  /** Whether nothing at all goes wrong in this schedule, and no step is slow. */
  readonly isUndisturbed: boolean;
  /** Says that storage or queue changed, so that the invariants have to be checked. */
  changed(): void;
  /** Ends the run with an error that is no finding. */
  giveUp(error: unknown): void;
  /** Ends the run with a finding. */
  violated(what: string): void;
  /** Writes a line of history; absent while nobody reads one. */
  readonly tell: ((line: string) => void) | undefined;
}
