import { type CommandContext, type CommandResult, examples, runCommand, UsageError } from "@lab/command-line";
import type { Lock } from "@lab/study/lock";
import {
  defineQuestionnaire,
  defineStudy,
  likert,
  newestVersion,
  type Questionnaire,
  QuestionnaireError,
  questionnaireRef,
  type Study,
  text,
} from "@lab/survey-schema";
import type { Command } from "commander";
import { addVersion } from "../../scaffold/add-version.ts";
import { shownPath } from "../../typed-path.ts";
import { folderOf, readStudy, type StudyOptions, withStudyOptions } from "./study-folder.ts";

const HELP = `
The new version has everything of the version before it. Change it in its file, then \`questionnaire check\` and
\`questionnaire publish\`. No file is overwritten.
${examples(
  ["npm run lab-survey -- questionnaire new momentary", "the next version of momentary"],
  ["npm run lab-survey -- questionnaire new evening", "version 1 of a new questionnaire"],
)}`;

export function addNewCommand(questionnaire: Command): void {
  const command = questionnaire
    .command("new")
    .description(
      "Begins the next version of a questionnaire, or a new questionnaire, and adds it to the study.",
    )
    .argument("<id>", "such as daily");
  withStudyOptions(command)
    .addHelpText("after", HELP)
    .action(async (id: string, options: StudyOptions) => {
      process.exitCode = await runCommand(options, (context) => begin(id, options, context));
    });
}

async function begin(id: string, options: StudyOptions, { print }: CommandContext): Promise<CommandResult> {
  const { study, lock } = await readStudy(options);
  const version = nextVersion(id, study, lock);
  const ref = questionnaireRef(version);
  const files = await addVersion(folderOf(options), version);
  print(
    `${ref} is in ${shownPath(files.definition)}, and ${shownPath(files.study)} has it. Change its items, and then publish it:\n` +
      `  npm run lab-survey -- questionnaire publish ${ref}`,
  );
  return { ok: true, document: { questionnaire: ref, ...files } };
}

function nextVersion(id: string, study: Study, lock: Lock): Questionnaire {
  const newest = newestVersion(study, id);
  if (newest !== undefined && !(questionnaireRef(newest) in lock.published)) {
    throw new UsageError(
      `${questionnaireRef(newest)} is not published yet. Change that one, or publish it before the next is begun.`,
    );
  }
  try {
    const version = newest === undefined ? firstVersion(id) : { ...newest, version: newest.version + 1 };
    defineStudy({ ...study, questionnaires: [...study.questionnaires, version] });
    return version;
  } catch (error) {
    if (error instanceof QuestionnaireError) throw new UsageError(error.message);
    throw error;
  }
}

function firstVersion(id: string): Questionnaire {
  return defineQuestionnaire({
    id,
    version: 1,
    title: "What participants read first",
    items: {
      agrees: likert("A statement.", ["Disagree", "Neither agree nor disagree", "Agree"]),
      comment: text("A question?", { required: false, maxCharacters: 1_000 }),
    },
  });
}
