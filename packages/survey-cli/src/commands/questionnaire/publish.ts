import { readFile } from "node:fs/promises";
import {
  type CommandContext,
  type CommandResult,
  confirm,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  UsageError,
} from "@lab/command-line";
import {
  type DeclaredCorrection,
  lockPath,
  parseDeclaration,
  publishVersions,
  writeCodebooks,
  writeLock,
} from "@lab/study/lock";
import { questionnaireRef } from "@lab/survey-schema";
import { type Command, InvalidArgumentError } from "commander";
import { publicationReport } from "../../output/publication-report.ts";
import { shownPath } from "../../typed-path.ts";
import { folderOf, readStudy, type StudyOptions, versionNamed, withStudyOptions } from "./study-folder.ts";

interface PublishOptions extends StudyOptions {
  readonly correction: readonly DeclaredCorrection[];
  readonly yes?: boolean;
}

const HELP = `
A published version never changes and is never removed. Its definition and its hash are kept in
packages/study/questionnaires.lock.json. The codebook of each questionnaire, docs/codebook/ID.md, is written from it. Both
belong into the same commit. The first publication also decides for ever which questionnaire is the default.

A typo in a wording is corrected by a declaration: the lock then keeps both wordings. It is for words that mean the same.
${examples(
  ["npm run lab-survey -- questionnaire publish", "all versions that are not published"],
  ["npm run lab-survey -- questionnaire publish daily@2", "one version"],
  ['npm run lab-survey -- questionnaire publish daily@1 --correction "q3: a typo"', "a corrected item"],
)}
${EXIT_CODES_HELP}
1 means that a change is refused. Nothing was published then.`;

export function addPublishCommand(questionnaire: Command): void {
  const command = questionnaire
    .command("publish")
    .description("Publishes versions: from then on they never change. Asks before it does.")
    .argument("[version]", "such as daily@2; all that are not published if left out")
    .option(
      "--correction <item: reason>",
      "declare that an item's wording is a correction (also title or instructions); can be given again",
      (text: string, others: readonly DeclaredCorrection[]) => [...others, readDeclaration(text)],
      [],
    )
    .option("--yes", "publish without asking");
  withStudyOptions(command)
    .addHelpText("after", HELP)
    .action(async (name: string | undefined, options: PublishOptions) => {
      process.exitCode = await runCommand(options, (context) => publish(name, options, context));
    });
}

function readDeclaration(text: string): DeclaredCorrection {
  const declared = parseDeclaration(text);
  if (declared !== undefined) return declared;
  throw new InvalidArgumentError('Write an item\'s name and the reason, such as "q3: a typo".');
}

async function publish(
  name: string | undefined,
  options: PublishOptions,
  { print, signal }: CommandContext,
): Promise<CommandResult> {
  const { correction, yes = false } = options;
  if (name === undefined && correction.length > 0) {
    throw new UsageError('Name the version that is corrected: publish daily@1 --correction "q3: a typo".');
  }
  const folder = folderOf(options);
  const before = await textOf(lockPath(folder));
  const { study, lock } = await readStudy(options);
  const versions =
    name === undefined
      ? study.questionnaires.filter((one) => !(questionnaireRef(one) in lock.published))
      : [versionNamed(study, name)];
  const outcome = publishVersions(study, lock, versions, correction);
  if (!outcome.ok) {
    print(`Nothing was published:\n${outcome.problems.map((problem) => `  ${problem}`).join("\n")}`);
    return { ok: false, document: { ok: false, problems: outcome.problems } };
  }
  const { publications } = outcome;
  const document = {
    ok: true,
    published: publications.map(({ questionnaire, hash, corrections }) => ({
      questionnaire: questionnaireRef(questionnaire),
      hash,
      corrections,
    })),
  };
  if (publications.length === 0) {
    print(`There is nothing to publish: ${name ?? "every version"} is published as it is.`);
    for (const path of await writeCodebooks(folder, lock))
      print(`The codebook is written again. Commit ${shownPath(path)}.`);
    return { ok: true, document };
  }
  print(publicationReport(outcome, lock));
  if (!yes && !(await isConfirmed(signal))) {
    print("Nothing was published.");
    return { ok: true, document: { ok: true, published: [] } };
  }
  signal.throwIfAborted();
  if ((await textOf(lockPath(folder))) !== before) {
    throw new Error("The lock was changed meanwhile. Nothing was published. Run the command again.");
  }
  await writeLock(folder, outcome.lock);
  const codebooks = await writeCodebooks(folder, outcome.lock);
  const written = [lockPath(folder), ...codebooks].map((path) => `  ${shownPath(path)}`);
  print(`Published. Commit the definition together with\n${written.join("\n")}`);
  return { ok: true, document };
}

async function isConfirmed(signal: AbortSignal): Promise<boolean> {
  const answer = await confirm("Publish? It cannot be taken back.", signal);
  if (answer === undefined) {
    throw new UsageError(
      "Nothing was published, since nobody answered. Add --yes to publish without asking.",
    );
  }
  return answer;
}

async function textOf(path: string): Promise<string | undefined> {
  return await readFile(path, "utf8").catch(() => undefined);
}
