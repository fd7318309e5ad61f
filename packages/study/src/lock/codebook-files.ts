import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { codebookMarkdown, codebookOf } from "@lab/survey-schema/codebook";
import { readText, studyFolder } from "./lock-file.ts";
import type { Lock } from "./lock-schema.ts";
import type { Finding } from "./study-findings.ts";

/** The repository's root, from which its paths are told. */
const root = resolve(studyFolder, "../..");

/** Where a study's codebooks are: in `docs` of this repository, or beside the lock of another study. */
export function codebookFolder(folder: string): string {
  return resolve(folder) === resolve(studyFolder) ? join(root, "docs", "codebook") : join(folder, "codebook");
}

/**
 * Writes the codebook of each published questionnaire, unless it is there as it should be.
 *
 * @returns The paths of the files that were written.
 */
export async function writeCodebooks(folder: string, lock: Lock): Promise<string[]> {
  const stale = codebooks(folder, lock).filter(({ path, text }) => readText(path) !== text);
  if (stale.length > 0) await mkdir(codebookFolder(folder), { recursive: true });
  for (const { path, text } of stale) await writeFile(path, text);
  return stale.map(({ path }) => path);
}

/** Codebooks that are missing or out of date, or of a questionnaire that was never published. */
export function codebookFindings(folder: string, lock: Lock): Finding[] {
  const expected = codebooks(folder, lock);
  const wrong = expected.flatMap(({ id, path, text }): Finding[] => {
    const found = readText(path);
    if (found === text) return [];
    const what = found === undefined ? "is missing" : "does not say what is published";
    const remedy = "`npm run lab-survey -- questionnaire publish` writes it; commit it with the lock";
    return [problem(id, `the codebook ${relative(root, path)} ${what}: ${remedy}`)];
  });
  const known = new Set(expected.map(({ path }) => path));
  const others = pagesIn(codebookFolder(folder)).filter((path) => !known.has(path));
  return [
    ...wrong,
    ...others.map((path) => {
      const what = "is of no questionnaire that was published: delete it";
      return problem(undefined, `the codebook ${relative(root, path)} ${what}`);
    }),
  ];
}

function problem(questionnaire: string | undefined, message: string): Finding {
  return {
    level: "problem",
    code: "codebook",
    ...(questionnaire !== undefined && { questionnaire }),
    message,
  };
}

function codebooks(folder: string, { published, corrections }: Lock) {
  const definitions = Object.values(published).map(({ definition }) => definition);
  return [...new Set(definitions.map(({ id }) => id))].map((id) => ({
    id,
    path: join(codebookFolder(folder), `${id}.md`),
    text: codebookMarkdown(
      codebookOf(
        definitions.filter((one) => one.id === id),
        corrections,
      ),
    ),
  }));
}

function pagesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
}
