import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { QuestionnaireError, type Study } from "@lab/survey-schema";
import * as z from "zod";
import { LockError } from "./lock-error.ts";
import { readLock, studyFolder } from "./lock-file.ts";
import { emptyLock, type Lock } from "./lock-schema.ts";
import { studySchema } from "./questionnaire-schema.ts";
import { type Finding, type StudyFindingsOptions, studyFindings } from "./study-findings.ts";

/** A study as its folder has it. */
export interface CheckedStudy {
  /** Undefined when its definition is wrong. */
  readonly study?: Study;
  /** Empty when it cannot be read. */
  readonly lock: Lock;
  readonly findings: readonly Finding[];
}

const studyModule = z.object({ study: studySchema });

/**
 * Reads a study from its folder and checks it: its definition, its lock, and every version against the earlier ones.
 *
 * @param folder - The study's package, with `src/study.ts` and `questionnaires.lock.json`. Default: the one of this package.
 * @throws What the study's module throws, unless it is a mistake in a definition.
 */
export async function checkFolder(
  folder: string = studyFolder,
  options: StudyFindingsOptions = {},
): Promise<CheckedStudy> {
  const read = await loadStudy(folder);
  if ("findings" in read) return { ...read, lock: emptyLock };
  try {
    const lock = readLock(folder);
    return { ...read, lock, findings: studyFindings(read.study, lock, options) };
  } catch (error) {
    if (!(error instanceof LockError)) throw error;
    return { ...read, lock: emptyLock, findings: [unreadable(error)] };
  }
}

/**
 * What keeps a study from collecting data: versions that are not published, or not as they were published.
 *
 * @returns One sentence for each problem.
 */
export function publicationProblems(study: Study, folder: string = studyFolder): string[] {
  try {
    const findings = studyFindings(study, readLock(folder), { published: true });
    return findings.filter(({ level }) => level === "problem").map(({ message }) => message);
  } catch (error) {
    if (error instanceof LockError) return [error.message];
    throw error;
  }
}

async function loadStudy(folder: string): Promise<{ study: Study } | { findings: Finding[] }> {
  try {
    const module: unknown = await import(pathToFileURL(join(folder, "src", "study.ts")).href);
    return studyModule.parse(module);
  } catch (error) {
    if (!(error instanceof QuestionnaireError)) throw error;
    return {
      findings: error.problems.map((message) => ({ level: "problem", code: "definition", message })),
    };
  }
}

function unreadable({ message }: LockError): Finding {
  return { level: "problem", code: "lock", message };
}
