import { newestVersion, type Questionnaire, type Study } from "@lab/survey-schema";

/**
 * The questionnaire that the page asks, in its newest version.
 *
 * @param id - what the link says. Left out: the study's default, or its first where it has none.
 * @returns undefined when the study has none of that id.
 */
export function findAsked(
  study: Pick<Study, "questionnaires" | "defaultQuestionnaire">,
  id: string | undefined,
): Questionnaire | undefined {
  const asked = id ?? study.defaultQuestionnaire ?? study.questionnaires[0]?.id;
  return asked === undefined ? undefined : newestVersion(study, asked);
}
