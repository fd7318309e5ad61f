import type { Arrivals, ReportData } from "../report-data.ts";
import { dateOf, dayOf } from "./days.ts";

/** With more days than these, arrivals are summed up by weeks. */
const MANY_DAYS = 120;
const WEEK = 7;

/** Counts what the queue took on each day, by its own clock, in UTC. */
export class ArrivalCounts {
  readonly #days = new Map<number, { accepted: number; rejected: number }>();

  /** @param at - ISO 8601, UTC. */
  add(at: string, verdict: "accepted" | "rejected"): void {
    const day = dayOf(at);
    const counts = this.#days.get(day) ?? { accepted: 0, rejected: 0 };
    counts[verdict]++;
    this.#days.set(day, counts);
  }

  /** From the first day to today, days without any too. */
  upTo(today: string): ReportData["arrivals"] {
    const days = [...this.#days.keys()];
    const end = days.reduce((a, b) => Math.max(a, b), dayOf(today));
    const first = days.reduce((a, b) => Math.min(a, b), end);
    const stepDays = end - first >= MANY_DAYS ? WEEK : 1;
    const steps = Array.from(
      { length: Math.floor((end - first) / stepDays) + 1 },
      (_, step): Arrivals => this.#sum(first + step * stepDays, stepDays),
    );
    return { stepDays, steps };
  }

  #sum(first: number, stepDays: number): Arrivals {
    const sum = { accepted: 0, rejected: 0 };
    for (let day = first; day < first + stepDays; day++) {
      const { accepted = 0, rejected = 0 } = this.#days.get(day) ?? {};
      sum.accepted += accepted;
      sum.rejected += rejected;
    }
    return { from: dateOf(first), ...sum };
  }
}
