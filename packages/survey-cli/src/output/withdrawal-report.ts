import { styleText } from "node:util";
import { columns } from "@lab/command-line";
import type { Begun, Erasure, Withdrawn } from "@lab/survey-stack";

const n = (value: number) => value.toLocaleString("en");

/** A time that is left, as people read it: `16 min`, and in the last minute `42 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

/** What became of participants who have withdrawn, for people to read. */
export function withdrawnReport({ participants, erasure }: Withdrawn, dryRun: boolean): string {
  const rows = participants.map(({ user_id, withdrawal, isNew }) => [
    user_id,
    withdrawal?.mode ?? "takes part",
    withdrawal?.at.replace("T", " ").replace(/\.\d+Z$/, " UTC") ?? "",
    withdrawal?.by ?? "",
    isNew ? "now" : withdrawal === undefined ? "" : "before",
  ]);
  return [
    columns(rows, ["participant", "data", "since", "by", "written"]),
    ...(erasure === undefined ? [] : ["", erasureReport(erasure, dryRun)]),
    "",
    styleText(["bold", "green"], dryRun ? "Nothing was changed." : closing(erasure)),
  ].join("\n");
}

function closing(erasure: Erasure | undefined): string {
  return erasure === undefined
    ? "Stopped. What was collected is kept. Later surveys are not stored."
    : "Erased, looked for again, and nothing was left.";
}

function erasureReport({ erased, nameless, unreadable }: Erasure, dryRun: boolean): string {
  const rows = [...erased].map(([user_id, counts]) => [
    user_id,
    counts.surveys,
    counts.submissions,
    counts.records,
    counts.rejected + counts.rejudged,
    counts.undelivered + counts.redriven,
  ]);
  const title = dryRun ? "Would be deleted" : "Deleted";
  return [
    styleText("bold", `${title}, with all versions`),
    columns(rows, ["participant", "surveys", "ledger items", "record", "rejected", "undelivered"]),
    "",
    `Rejected bodies that name nobody, so nobody can tell whose they are: ${n(nameless)}`,
    ...(unreadable > 0
      ? [`Documents that cannot be read: ${n(unreadable)}. \`lab-survey reconcile\` names them`]
      : []),
    "Not reached: backups of the tables for up to 35 days, exports, and the participant's phone. See docs/withdrawal.md.",
  ].join("\n");
}

/** So many exports are named, the newest. */
const NAMED = 10;

/** Who was handed out data, and may still have them, for people to read. */
export function exportsReport(exports: readonly Begun[]): string {
  if (exports.length === 0)
    return "Nobody was handed out their data before, as far as the audit trail knows.";
  const rows = exports
    .slice(-NAMED)
    .map(({ begun_at, by, subject }) => [
      begun_at.replace("T", " ").replace(/\.\d+Z$/, " UTC"),
      by,
      subject.length > 1 ? `${n(subject.length)} participants` : subject.join(),
    ]);
  const earlier = exports.length > NAMED ? [`… and ${n(exports.length - NAMED)} before that`] : [];
  return [
    "These people were handed out data before, and may still have them. Ask them.",
    columns(rows, ["when", "by", "what"]),
    ...earlier,
  ].join("\n");
}

/** The same as a JSON document. */
export function withdrawnDocument({ participants, erasure }: Withdrawn) {
  return {
    participants,
    ...(erasure && { erasure: { ...erasure, erased: Object.fromEntries(erasure.erased) } }),
  };
}

/** What the audit trail keeps of it: how many of what. */
export function withdrawnCounts({ participants, erasure }: Withdrawn): ReadonlyMap<string, number> {
  const counts = new Map([
    ["participants", participants.length],
    ["tombstones_written", participants.filter(({ isNew }) => isNew).length],
  ]);
  if (erasure === undefined) return counts;
  for (const erased of erasure.erased.values()) {
    for (const [what, number] of Object.entries(erased)) {
      counts.set(`${what}_deleted`, (counts.get(`${what}_deleted`) ?? 0) + number);
    }
  }
  return counts.set("nameless_bodies", erasure.nameless).set("unreadable_documents", erasure.unreadable);
}
