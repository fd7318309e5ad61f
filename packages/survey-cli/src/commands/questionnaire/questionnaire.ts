import { EXIT_CODES_HELP, examples } from "@lab/command-line";
import type { Command } from "commander";
import { addCheckCommand } from "./check.ts";
import { addDiffCommand } from "./diff.ts";
import { addListCommand } from "./list.ts";
import { addNewCommand } from "./new.ts";
import { addPublishCommand } from "./publish.ts";
import { addShowCommand } from "./show.ts";

const HELP = `
A published version never changes, since its data are explained by it. A changed text needs a new version, and a changed
meaning needs a new item name. None of these commands needs a stack.
${examples(
  ["npm run lab-survey -- questionnaire list", "all versions, and which are published"],
  ["npm run lab-survey -- questionnaire new daily", "begin the next version of daily"],
  ["npm run lab-survey -- questionnaire publish daily@2", "publish it"],
)}
${EXIT_CODES_HELP}`;

export function addQuestionnaireCommand(program: Command): void {
  const questionnaire = program
    .command("questionnaire")
    .summary("see, compare, begin and publish versions of questionnaires")
    .description("Shows, compares, begins and publishes versions of the study's questionnaires.")
    .addHelpText("after", HELP);
  addListCommand(questionnaire);
  addShowCommand(questionnaire);
  addCheckCommand(questionnaire);
  addDiffCommand(questionnaire);
  addNewCommand(questionnaire);
  addPublishCommand(questionnaire);
}
