import { styleText } from "node:util";
import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
} from "@lab/command-line";
import { checkFolder, codebookFindings } from "@lab/study/lock";
import type { Command } from "commander";
import { folderOf, type StudyOptions, withStudyOptions } from "./study-folder.ts";

interface CheckOptions extends StudyOptions {
  readonly published?: boolean;
}

const HELP = `
${examples(
  ["npm run lab-survey -- questionnaire check", "what `npm run check` does as well"],
  ["npm run lab-survey -- questionnaire check --published", "what a stack with protectData asks for"],
)}
${EXIT_CODES_HELP}`;

export function addCheckCommand(questionnaire: Command): void {
  const command = questionnaire
    .command("check")
    .description(
      "Checks the definitions, that no published version changed or went away, that no version gives an old name or code a new meaning, and that the codebooks say what is published.",
    )
    .option("--published", "a version that is not published is a problem, and not a note");
  withStudyOptions(command)
    .addHelpText("after", HELP)
    .action(async (options: CheckOptions) => {
      process.exitCode = await runCommand(options, (context) => check(options, context));
    });
}

async function check(options: CheckOptions, { print }: CommandContext): Promise<CommandResult> {
  const { published = false } = options;
  const folder = folderOf(options);
  const { study, lock, findings: ofVersions } = await checkFolder(folder, { published });
  // Of a lock that cannot be trusted, no codebook can be made.
  const isKnown = ofVersions.every(({ code }) => code !== "lock" && code !== "definition");
  const findings = [...ofVersions, ...(isKnown ? codebookFindings(folder, lock) : [])];
  for (const { level, message } of findings) {
    print(level === "problem" ? styleText("red", `problem: ${message}`) : `note: ${message}`);
  }
  const ok = findings.every(({ level }) => level === "note");
  const versions = study?.questionnaires.length ?? 0;
  if (ok)
    print(
      `The study has ${versions} ${versions === 1 ? "version" : "versions"}, ${Object.keys(lock.published).length} published. All is well.`,
    );
  return { ok, document: { ok, findings } };
}
