import { styleText } from "node:util";
import { columns } from "@lab/command-line";
import {
  type Difference,
  type DifferenceKind,
  differenceId,
  differences as explanations,
  type Note,
  noteId,
  noteTitles,
  type Reconciliation,
} from "@lab/survey-stack";

/** How many notes of a kind are printed. There may be one for every object of a bucket that was copied. */
const MAX_NOTES = 20;

const n = (value: number) => value.toLocaleString("en");

/** How many differences there are of each kind. */
export function countByKind(differences: readonly Difference[]): Partial<Record<DifferenceKind, number>> {
  const kinds = Map.groupBy(differences, ({ kind }) => kind);
  return Object.fromEntries([...kinds].map(([kind, those]) => [kind, those.length]));
}

/** A reconciliation for people to read: what was compared, and every difference by its id, grouped by kind. */
export function reconcileReport(result: Reconciliation): string {
  const { deep, queue, deadLetterQueue, differences, notes } = result;
  const compared = columns([
    ["surveys stored", n(result.objects)],
    ["ledger items", n(result.ledgerItems)],
    ["participants", n(result.participants)],
    ["rejected surveys", n(result.rejected)],
    ["undelivered surveys", n(result.undelivered)],
    ["redriven surveys", n(result.redriven)],
    ["rejected surveys judged again", n(result.rejudged)],
    ["in the queue", n(queue.waiting + queue.inFlight)],
    ["in the dead-letter queue", n(deadLetterQueue.waiting + deadLetterQueue.inFlight)],
  ]);
  const noted = noteGroups(notes);
  if (differences.length === 0) {
    const agree = deep
      ? "Buckets and tables agree. There is no difference. Every body was read and judged."
      : "Buckets and tables agree. There is no difference. Unchanged surveys were not read. --deep reads and judges them all.";
    return [compared, ...noted, styleText(["bold", "green"], agree)].join("\n\n");
  }
  const groups = [...Map.groupBy(differences, ({ kind }) => kind)].map(([kind, those]) =>
    [
      styleText("bold", `${n(those.length)} ${explanations[kind].title}`),
      ...those.flatMap((difference) => [`  - ${differenceId(difference)}`, ...answers(difference)]),
      `  ${explanations[kind].whatToDo}.`,
    ].join("\n"),
  );
  const total = styleText(
    ["bold", "red"],
    `Buckets and tables do not agree. Differences: ${n(differences.length)}.`,
  );
  return [compared, ...groups, ...noted, total].join("\n\n");
}

/** Notes by kind, each by its id. They are no differences. */
function noteGroups(notes: readonly Note[]): string[] {
  return [...Map.groupBy(notes, ({ kind }) => kind)].map(([kind, those]) =>
    [
      styleText("yellow", `Note: ${n(those.length)} ${noteTitles[kind]}.`),
      ...those.slice(0, MAX_NOTES).map((note) => `  - ${noteId(note)}`),
      ...(those.length > MAX_NOTES
        ? [`  … and ${n(those.length - MAX_NOTES)} more, which --json prints`]
        : []),
    ].join("\n"),
  );
}

/** The answers, where they were asked for. */
function answers(difference: Difference): string[] {
  if (difference.kind !== "answers_differ" || difference.shown === undefined) return [];
  const { shown, expected } = difference;
  return [`      shown    ${JSON.stringify(shown)}`, `      expected ${JSON.stringify(expected)}`];
}
