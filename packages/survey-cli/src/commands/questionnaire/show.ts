import { type CommandContext, type CommandResult, examples, runCommand, UsageError } from "@lab/command-line";
import { questionnaireRef, surveyJsonSchema } from "@lab/survey-schema";
import { type Command, Option } from "commander";
import { questionnaireText } from "../../output/questionnaire-text.ts";
import { readStudy, type StudyOptions, versionNamed, withStudyOptions } from "./study-folder.ts";

interface ShowOptions extends StudyOptions {
  readonly language?: string;
  readonly jsonSchema?: boolean;
}

const HELP = `
An app in any language can validate what it sends by the JSON Schema (draft 2020-12). docs/survey-format.md names what such a
schema cannot say.
${examples(
  ["npm run lab-survey -- questionnaire show daily", "the newest version"],
  ["npm run lab-survey -- questionnaire show momentary@1 --language de", "one version, in German"],
  [
    "npm run -s lab-survey -- questionnaire show momentary@2 --json-schema > momentary@2.schema.json",
    "what a survey of it looks like, for validators",
  ],
)}`;

export function addShowCommand(questionnaire: Command): void {
  const command = questionnaire
    .command("show")
    .description("Shows a whole questionnaire as a person reads it, in each of its languages.")
    .argument("<version>", "such as daily@1; the newest version for an id alone")
    .option("--language <tag>", "only this language")
    .addOption(
      new Option("--json-schema", "print the JSON Schema of its surveys, and nothing else").conflicts(
        "language",
      ),
    );
  withStudyOptions(command)
    .addHelpText("after", HELP)
    .action(async (name: string, options: ShowOptions) => {
      const { json = false, jsonSchema = false } = options;
      process.exitCode = await runCommand({ json: json || jsonSchema }, (context) =>
        jsonSchema ? showJsonSchema(name, options) : show(name, options, context),
      );
    });
}

async function showJsonSchema(name: string, options: ShowOptions): Promise<CommandResult> {
  const { study } = await readStudy(options);
  return { ok: true, document: surveyJsonSchema(versionNamed(study, name), study) };
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
