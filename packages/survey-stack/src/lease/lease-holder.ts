import type { Act } from "../audit/act.ts";

/** The commands that move or delete surveys of a stack. One of them at a time does. */
export const leaseCommands = ["rebuild", "redrive", "rejudge", "erase"] as const satisfies readonly Act[];
export type LeaseCommand = (typeof leaseCommands)[number];

/** What people have to know of a command that has the lease of a stack. */
interface LeaseHolder {
  /** What it is called in a sentence. */
  readonly title: string;
  /** Whether it switches the trigger off while it works. */
  readonly pauses: boolean;
  /** What it means for the data that it stopped half-way, in sentences. */
  readonly halfWay: string;
}

export const leaseHolders: Readonly<Record<LeaseCommand, LeaseHolder>> = {
  rebuild: {
    title: "a rebuild",
    pauses: true,
    halfWay: "Surveys are in the queue or stored, and none is lost.",
  },
  redrive: {
    title: "a redrive",
    pauses: false,
    halfWay: "Every survey is undelivered as before, or redriven, or both. None is lost or counted twice.",
  },
  rejudge: {
    title: "a rejudge",
    pauses: false,
    halfWay:
      "Every survey is rejected as before, or waits under undelivered/ for a redrive, or is judged again. None is lost or counted twice.",
  },
  erase: {
    title: "an erasure",
    pauses: false,
    halfWay: "The participants stay stopped, and something of theirs may be left.",
  },
};
