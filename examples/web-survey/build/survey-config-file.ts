import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type SurveyConfig, surveyConfigSchema } from "../src/study/survey-config.ts";

/** The name of the file beside the page that says where surveys go. */
export const SURVEY_CONFIG = "survey-config.json";

/**
 * The configuration that a page is built for: the file in the page's source folder.
 *
 * @returns `undefined` if there is none: the page is then for a local cloud.
 * @throws when the file is not as {@link surveyConfigSchema} says.
 */
export function readSurveyConfig(root: string): SurveyConfig | undefined {
  const path = join(root, SURVEY_CONFIG);
  if (!existsSync(path)) return undefined;
  const { success, data, error } = surveyConfigSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!success) throw new Error(`${path} is not a page's configuration: ${error.message}`);
  return data;
}
