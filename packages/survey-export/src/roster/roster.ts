/** What the lab knows of a participant. Dates are `YYYY-MM-DD`, where the participant is. */
export interface RosterEntry {
  /** The first study day. Default: that of the first survey. */
  readonly start?: string;
  /** The last. Default: the plan's number of days after the first. */
  readonly end?: string;
  readonly group?: string;
  /** An IANA name. Default: what the newest survey says, else UTC. */
  readonly timezone?: string;
  /** Whether it is an account for trying things out. Such are left out of numbers. */
  readonly test?: boolean;
}

/** The participants of a study, by id. */
export type Roster = ReadonlyMap<string, RosterEntry>;

/** Thrown when a file is no roster. */
export class RosterError extends Error {
  override readonly name = "RosterError";
  readonly code = "ROSTER";
  readonly problems: readonly string[];

  /** @param problems - what is wrong with it, in sentences without a full stop. */
  constructor(path: string, problems: readonly string[]) {
    super(
      `${path} is no roster: ${problems.join("; ")}. A roster is a CSV file with the columns participant, start, end, group, timezone and test, ` +
        "of which only the first must be there. Dates are like 2026-03-02, zones like Europe/Berlin, and test is yes or empty.",
    );
    this.problems = problems;
  }
}
