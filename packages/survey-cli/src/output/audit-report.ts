import { styleText } from "node:util";
import { columns } from "@lab/command-line";
import type { AuditedAct, Ended } from "@lab/survey-stack";

/** How many of an act's subjects are printed. `--json` has them all. */
const MAX_SUBJECTS = 3;

const n = (value: number) => value.toLocaleString("en");

/** The acts of an audit trail for people to read, one a line. */
export function auditReport(acts: readonly AuditedAct[]): string {
  if (acts.length === 0) return styleText("bold", "The audit trail has no such act.");
  const rows = acts.map((one) => {
    if (one.status === "unreadable") return ["", "", "", one.key, "", styleText("red", "cannot be read")];
    const { begun, ended } = one;
    return [
      begun.begun_at.replace("T", " ").replace(/(?:\.\d+)?Z$/, ""),
      begun.caller === undefined ? begun.by : `${begun.by}, ${begun.caller}`,
      begun.act,
      subjectText(begun.subject),
      countsText(ended?.counts ?? {}),
      outcomeText(ended),
    ];
  });
  return [
    columns(rows, ["when (UTC)", "who", "act", "what", "counts", "outcome"]),
    "",
    styleText("bold", `${n(acts.length)} ${acts.length === 1 ? "act" : "acts"}.`),
    ...attention(acts),
  ].join("\n");
}

function subjectText(subject: readonly string[]): string {
  const shown = subject.slice(0, MAX_SUBJECTS).join(", ");
  const rest = subject.length - MAX_SUBJECTS;
  return rest > 0 ? `${shown} and ${n(rest)} more` : shown;
}

/** `ledger_items` is a name in a document. People read `ledger items`. */
function countsText(counts: Ended["counts"]): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${n(count)} ${name.replaceAll("_", " ")}`)
    .join(", ");
}

function outcomeText(ended: Ended | undefined): string {
  if (ended === undefined) return styleText(["bold", "red"], "NEVER ENDED");
  switch (ended.outcome) {
    case "done":
      return styleText("green", "done");
    case "interrupted":
      return styleText("yellow", "interrupted");
    case "failed":
      return styleText("red", `failed: ${ended.error ?? "unknown"}`);
  }
}

function attention(acts: readonly AuditedAct[]): string[] {
  const open = acts.filter((one) => one.status === "read" && one.ended === undefined).length;
  const unreadable = acts.filter(({ status }) => status === "unreadable").length;
  return [
    ...(open > 0
      ? [
          styleText(
            "red",
            `${n(open)} never ended. The command is still at work, or it was killed. If it was, run it again.`,
          ),
        ]
      : []),
    ...(unreadable > 0
      ? [
          styleText(
            "red",
            `${n(unreadable)} cannot be read. No command of this version wrote that. Look who put it there.`,
          ),
        ]
      : []),
  ];
}
