import { styleText } from "node:util";
import { type CommandContext, type CommandResult, examples, runCommand, UsageError } from "@lab/command-line";
import { correctionsOf } from "@lab/study/lock";
import { compareVersions, describeChange, questionnaireRef } from "@lab/survey-schema";
import type { Command } from "commander";
import { readStudy, type StudyOptions, versionNamed, withStudyOptions } from "./study-folder.ts";

const HELP = `
${examples(
  ["npm run lab-survey -- questionnaire diff momentary@1 momentary@2", "what version 2 changed"],
  ["npm run lab-survey -- questionnaire diff daily@1", "what was changed since daily@1 was published"],
)}

Exit codes: 0 nothing or only allowed changes; 1 a change is refused; 2 wrong usage; 3 a failure; 130 interrupted.`;

export function addDiffCommand(questionnaire: Command): void {
  const command = questionnaire
    .command("diff")
    .description("Tells what differs between two versions, and whether each change is allowed.")
    .argument("<older>", "such as daily@1")
    .argument(
      "[newer]",
      "such as daily@2; if left out, the older one is compared with what was published of it",
    );
  withStudyOptions(command)
    .addHelpText("after", HELP)
    .action(async (older: string, newer: string | undefined, options: StudyOptions) => {
      process.exitCode = await runCommand(options, (context) => diff(older, newer, options, context));
    });
}

async function diff(
  olderName: string,
  newerName: string | undefined,
  options: StudyOptions,
  { print }: CommandContext,
): Promise<CommandResult> {
  const { study, lock } = await readStudy(options);
  const named = versionNamed(study, olderName);
  const ref = questionnaireRef(named);
  const older = newerName === undefined ? lock.published[ref]?.definition : named;
  if (older === undefined) throw new UsageError(`${ref} is not published. Name a second version.`);
  const newer = newerName === undefined ? named : versionNamed(study, newerName);
  if (older.id !== newer.id) throw new UsageError("Name two versions of one questionnaire.");
  const corrections = newerName === undefined ? [] : correctionsOf(lock, newer.id);
  const changes = compareVersions(older, newer, corrections);
  for (const change of changes) {
    const line = `${change.allowed ? "allowed" : "refused"}  ${describeChange(change)}`;
    print(change.allowed ? line : styleText("red", line));
  }
  if (changes.length === 0) print("Nothing differs.");
  const ok = changes.every(({ allowed }) => allowed);
  return { ok, document: { ok, changes: changes.map((one) => ({ ...one, message: describeChange(one) })) } };
}
