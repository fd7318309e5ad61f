import { type CommandContext, type CommandResult, columns, examples, runCommand } from "@lab/command-line";
import { questionnaireRef } from "@lab/survey-schema";
import type { Command } from "commander";
import { readStudy, type StudyOptions, withStudyOptions } from "./study-folder.ts";

export function addListCommand(questionnaire: Command): void {
  const command = questionnaire
    .command("list")
    .description("Lists every version: how many items it has, whether it is published, and the default.");
  withStudyOptions(command)
    .addHelpText("after", examples(["npm run lab-survey -- questionnaire list", "all versions of the study"]))
    .action(async (options: StudyOptions) => {
      process.exitCode = await runCommand(options, (context) => list(options, context));
    });
}

async function list(options: StudyOptions, { print }: CommandContext): Promise<CommandResult> {
  const { study, lock } = await readStudy(options);
  const questionnaires = study.questionnaires.map((one) => ({
    id: one.id,
    version: one.version,
    items: one.items.length,
    languages: one.languages,
    published: questionnaireRef(one) in lock.published,
    default: one.id === study.defaultQuestionnaire,
  }));
  const rows = questionnaires.map((one) => [
    one.id,
    one.version,
    one.items,
    one.languages.join(", "),
    one.published ? "published" : "not published",
    one.default ? "default" : "",
  ]);
  print(columns(rows, ["id", "version", "items", "languages", "", ""]));
  return { ok: true, document: { questionnaires } };
}
