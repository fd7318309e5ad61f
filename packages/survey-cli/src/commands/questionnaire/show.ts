import { type CommandContext, type CommandResult, examples, runCommand, UsageError } from "@lab/command-line";
import { questionnaireRef } from "@lab/survey-schema";
import type { Command } from "commander";
import { questionnaireText } from "../../output/questionnaire-text.ts";
import { readStudy, type StudyOptions, versionNamed, withStudyOptions } from "./study-folder.ts";

interface ShowOptions extends StudyOptions {
  readonly language?: string;
}

export function addShowCommand(questionnaire: Command): void {
  const command = questionnaire
    .command("show")
    .description("Shows a whole questionnaire as a person reads it, in each of its languages.")
    .argument("<version>", "such as daily@1; the newest version for an id alone")
    .option("--language <tag>", "only this language");
  withStudyOptions(command)
    .addHelpText(
      "after",
      examples(
        ["npm run lab-survey -- questionnaire show daily", "the newest version"],
        ["npm run lab-survey -- questionnaire show momentary@1 --language de", "one version, in German"],
      ),
    )
    .action(async (name: string, options: ShowOptions) => {
      process.exitCode = await runCommand(options, (context) => show(name, options, context));
    });
}

async function show(name: string, options: ShowOptions, { print }: CommandContext): Promise<CommandResult> {
  const { study, lock } = await readStudy(options);
  const questionnaire = versionNamed(study, name);
  const { languages } = questionnaire;
  if (options.language !== undefined && !languages.includes(options.language)) {
    throw new UsageError(`${name} is written in ${languages.join(", ")}, and not in ${options.language}.`);
  }
  const published = questionnaireRef(questionnaire) in lock.published;
  const heading = `${questionnaireRef(questionnaire)}, ${published ? "published" : "not published"}`;
  const shown = options.language === undefined ? languages : [options.language];
  print([heading, ...shown.map((language) => questionnaireText(questionnaire, language))].join("\n\n"));
  return { ok: true, document: questionnaire };
}
