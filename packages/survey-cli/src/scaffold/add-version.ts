import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "@lab/command-line";
import type { Questionnaire } from "@lab/survey-schema";
import { addToStudy } from "./add-to-study.ts";
import { definitionSource } from "./definition-source.ts";
import { formatted } from "./formatted.ts";
import { constantOf, moduleOf } from "./version-names.ts";
import { withStatement } from "./with-statement.ts";

/** The files that were written. */
export interface AddedVersion {
  readonly definition: string;
  readonly study: string;
  readonly index: string;
}

/**
 * Writes a version's module into a study's folder, and adds it to the study and to what the package exports, so that apps have
 * its types.
 *
 * @throws UsageError when there is such a file already, or `study.ts` is not as usual. Nothing is changed then.
 */
export async function addVersion(folder: string, questionnaire: Questionnaire): Promise<AddedVersion> {
  const constant = constantOf(questionnaire);
  const module = `./${moduleOf(questionnaire)}.ts`;
  const definition = join(folder, "src", module);
  const study = join(folder, "src", "study.ts");
  const index = join(folder, "src", "index.ts");
  const longer = addToStudy(await readFile(study, "utf8"), constant, module);
  if (longer === undefined) {
    throw new UsageError(`${study} has no list \`questionnaires: […]\`, so a version cannot be added to it.`);
  }
  const exported = withStatement(await readFile(index, "utf8"), "export", constant, module);
  const texts = await Promise.all([definitionSource(questionnaire), longer, exported].map(formatted));
  const [definitionText = "", studyText = "", indexText = ""] = texts;
  await writeNew(definition, definitionText);
  await replace(study, studyText);
  await replace(index, indexText);
  return { definition, study, index };
}

async function replace(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}`;
  try {
    await writeFile(beside, text);
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    throw new UsageError(`${path} is there already, and is not overwritten. Move it away first.`);
  }
}
