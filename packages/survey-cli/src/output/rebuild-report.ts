import { styleText } from "node:util";
import { columns } from "@lab/command-line";
import { type ItemChange, problemTexts, type Rebuilt, type TableChanges } from "@lab/survey-stack";

const n = (value: number) => value.toLocaleString("en");

/** Whether both tables agree with the surveys bucket, after rebuilding or, in a dry run, as they are. */
export function isRebuilt({ dryRun, submissions, participants, tombstones, problems }: Rebuilt): boolean {
  const left = ({ surplus, added, replaced, pruned }: TableChanges) =>
    surplus + (dryRun ? added + replaced + pruned : 0);
  const restored = dryRun ? tombstones : 0;
  return problems.length === 0 && left(submissions) + left(participants) + restored === 0;
}

/** One change in a line, for a dry run. */
export function describeChange({ table, change, id }: ItemChange): string {
  return `  ${change.padEnd(8)}  ${table.padEnd(12)}  ${id}`;
}

/** What rebuilding did, or would do, as text for people. */
export function rebuildReport(result: Rebuilt): string {
  const { dryRun, submissions, participants, tombstones, problems, triggerWasOn } = result;
  const rows = (["unchanged", "added", "replaced", "surplus", "pruned"] as const).map((change) => [
    change === "surplus" ? "surplus, left" : change,
    n(submissions[change]),
    n(participants[change]),
  ]);
  const surplus = submissions.surplus + participants.surplus;
  return [
    "",
    columns(rows, [dryRun ? "would be" : "items", "submissions", "participants"]),
    "",
    ...(tombstones > 0
      ? [
          `Tombstones of participants who have withdrawn, ${dryRun ? "that would come" : "back"} from the audit trail: ${n(tombstones)}`,
        ]
      : []),
    ...problems.map(({ kind, id }) => styleText("red", `${id}: ${problemTexts[kind]}.`)),
    ...(surplus > 0
      ? [
          styleText(
            "yellow",
            `${n(surplus)} items are of surveys that the bucket does not have. They may be all that is left of lost data, so they stay. --prune deletes them.`,
          ),
        ]
      : []),
    ...(triggerWasOn === false ? ["The trigger was off before, and stays off."] : []),
    verdict(result),
  ].join("\n");
}

function verdict(result: Rebuilt): string {
  if (isRebuilt(result)) return styleText(["bold", "green"], "Both tables agree with the surveys bucket.");
  const { dryRun, problems } = result;
  if (problems.length > 0) {
    const named = `${n(problems.length)} ${problems.length === 1 ? "problem is" : "problems are"} named above`;
    const rest = dryRun ? "nothing was written" : "everything else is rebuilt";
    return styleText(
      ["bold", "red"],
      `The tables do not agree with the surveys bucket. ${named}, and ${rest}.`,
    );
  }
  return styleText(
    ["bold", "yellow"],
    dryRun
      ? "Nothing was written. This is what would change."
      : "Rebuilt, except for the surplus items above.",
  );
}
