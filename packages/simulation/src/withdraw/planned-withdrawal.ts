/** A participant's withdrawal, as the lab's command is run. */
export interface PlannedWithdrawal {
  readonly id: string;
  readonly userId: string;
  readonly mode: "keep" | "erase";
  /** Milliseconds after the schedule's start at which the tombstone is written. */
  readonly after: number;
  /** How much later than the moment of the write the tombstone's time is, in milliseconds; more than 0. */
  readonly lead: number;
}
