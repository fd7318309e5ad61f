import type { Questionnaire } from "@lab/survey-schema";
import { codebookMarkdown, codebookOf } from "@lab/survey-schema/codebook";

/** What the data of a questionnaire mean, over all its versions, as a page. */
export function codebookPage(versions: readonly Questionnaire[]): string {
  return codebookMarkdown(codebookOf(versions));
}
