import { UsageError, withJsonOption } from "@lab/command-line";
import { checkFolder, type Lock, studyFolder } from "@lab/study/lock";
import { newestVersion, type Questionnaire, questionnaireRef, type Study } from "@lab/survey-schema";
import type { Command } from "commander";
import { typedPath } from "../../typed-path.ts";

/** Options of every command on questionnaires. */
export interface StudyOptions {
  readonly study?: string;
  readonly json?: boolean;
}

/** Adds `--study` and `--json`. */
export function withStudyOptions(command: Command): Command {
  return withJsonOption(
    command.option("--study <folder>", "the study's package, with src/study.ts (packages/study)"),
  );
}

/** The folder of the study that a command is about. */
export function folderOf({ study }: StudyOptions): string {
  return study === undefined ? studyFolder : typedPath(study);
}

/** The study that a command is about, and its lock, whatever is wrong between the two. */
export async function readStudy(options: StudyOptions): Promise<{ study: Study; lock: Lock }> {
  const { study, lock, findings } = await checkFolder(folderOf(options));
  const [broken] = findings.filter(({ code }) => code === "definition" || code === "lock");
  if (study === undefined || broken !== undefined) {
    throw new Error(broken?.message ?? "The study cannot be read.");
  }
  return { study, lock };
}

/**
 * The version that `daily@2` names; the newest one for `daily`.
 *
 * @throws UsageError naming what there is.
 */
export function versionNamed(study: Study, name: string): Questionnaire {
  const { questionnaires } = study;
  const found = questionnaires.find((one) => questionnaireRef(one) === name) ?? newestVersion(study, name);
  if (found !== undefined) return found;
  const known = questionnaires.map(questionnaireRef).join(", ");
  throw new UsageError(`There is no questionnaire ${name}. The study has ${known}.`);
}
