import { columns } from "@lab/command-line";
import type { Activity } from "@lab/survey-export";
import type { Withdrawal } from "@lab/survey-schema";

/** What participants can be sorted by: their id, how many surveys there are, the fewest first, or how long they are silent, the longest first. */
export const participantOrders = ["id", "surveys", "silent"] as const;
export type ParticipantOrder = (typeof participantOrders)[number];

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** A participant in a list. What there is nothing of is left out. */
export interface ListedParticipant extends Partial<Activity> {
  readonly participant: string;
  /** For how many days nothing came, to the hour. */
  readonly silentDays?: number;
  readonly withdrawn?: Pick<Withdrawal, "mode" | "at">;
}

/**
 * Lists everybody who has an accepted survey or has withdrawn.
 *
 * @param options - `silentFor`: only who takes part and has been silent for so many days.
 */
export function listParticipants(
  activities: ReadonlyMap<string, Activity>,
  withdrawals: ReadonlyMap<string, Withdrawal>,
  options: { readonly sort: ParticipantOrder; readonly silentFor?: number | undefined; readonly now: Date },
): ListedParticipant[] {
  const { sort, silentFor, now } = options;
  const ids = [...new Set([...activities.keys(), ...withdrawals.keys()])];
  const listed = ids.map((participant): ListedParticipant => {
    const activity = activities.get(participant);
    const withdrawal = withdrawals.get(participant);
    return {
      participant,
      ...activity,
      ...(activity !== undefined && { silentDays: silentDays(activity, now) }),
      ...(withdrawal !== undefined && { withdrawn: { mode: withdrawal.mode, at: withdrawal.at } }),
    };
  });
  return listed
    .filter(
      ({ silentDays: days = 0, withdrawn }) =>
        silentFor === undefined || (withdrawn === undefined && days >= silentFor),
    )
    .sort((a, b) => compare(a, b, sort));
}

/** Participants as a table for people. */
export function participantsReport(listed: readonly ListedParticipant[]): string {
  if (listed.length === 0) return "Nobody.";
  const rows = listed.map(({ participant, surveys, first, last, silentDays: days, withdrawn }) => [
    participant,
    surveys?.toLocaleString("en") ?? "0",
    readable(first),
    readable(last),
    days === undefined ? "" : silence(days),
    withdrawn === undefined ? "" : `${withdrawn.mode}, ${withdrawn.at.slice(0, 10)}`,
  ]);
  const sum = `${listed.length.toLocaleString("en")} ${listed.length === 1 ? "participant" : "participants"}.`;
  return `${columns(rows, ["participant", "surveys", "first", "last", "silent for", "withdrawn"])}\n\n${sum}`;
}

function silentDays({ lastReceivedAt }: Activity, now: Date): number {
  const hours = Math.max(0, Math.floor((now.getTime() - Date.parse(lastReceivedAt)) / HOUR));
  return (hours * HOUR) / DAY;
}

function compare(a: ListedParticipant, b: ListedParticipant, by: ParticipantOrder): number {
  const byId = a.participant < b.participant ? -1 : 1;
  switch (by) {
    case "id":
      return byId;
    case "surveys":
      return (a.surveys ?? 0) - (b.surveys ?? 0) || byId;
    case "silent":
      return (b.silentDays ?? 0) - (a.silentDays ?? 0) || byId;
  }
}

/** The device's time without its seconds. */
function readable(time: string | undefined): string {
  return time?.replace("T", " ").slice(0, 16) ?? "";
}

function silence(days: number): string {
  const hours = Math.round(days * (DAY / HOUR));
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(days)} days`;
}
