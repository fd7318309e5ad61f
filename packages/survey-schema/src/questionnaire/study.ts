import { ownAttributes } from "./names.ts";
import { type Questionnaire, questionnaireRef } from "./questionnaire.ts";
import { QuestionnaireError } from "./questionnaire-error.ts";
import { largestAnswer, largestRecord } from "./study-size.ts";

/** How long a participant takes part, and how often she is asked: what adherence is measured against. */
export interface StudyPlan {
  readonly days: number;
  readonly promptsPerDay: number;
}

/**
 * A study: every version of all its questionnaires, which of them is the default, and its plan. It can be written as JSON.
 *
 * @typeParam Questionnaires the questionnaires, for the compiler.
 */
export interface Study<
  Questionnaires extends readonly Questionnaire[] = readonly Questionnaire[],
  Default extends string = string,
> {
  /** Every version that was ever published. */
  readonly questionnaires: Questionnaires;
  /** The id of the questionnaire that a survey without `questionnaire` answers, in version 1. Left out: there is none. */
  readonly defaultQuestionnaire?: Default;
  readonly plan: StudyPlan;
}

/**
 * How large a participant's record may become, in bytes. DynamoDB takes 400 KiB. A survey that makes it larger could not be counted,
 * so a study whose record might is refused.
 */
export const MAX_RECORD_BYTES = 350 * 1_024;

/** How many items the default may have, over all versions: each is an action of one update expression, which has at most 4 KiB. */
export const MAX_DEFAULT_ITEMS = 150;

/**
 * Defines a study.
 *
 * @throws QuestionnaireError naming every mistake, and what to do about it.
 * @example
 * export const study = defineStudy({
 *   questionnaires: [daily, momentary1, momentary2],
 *   defaultQuestionnaire: "daily",
 *   plan: { days: 14, promptsPerDay: 5 },
 * });
 */
export function defineStudy<
  const Questionnaires extends readonly Questionnaire[],
  const Default extends string = never,
>(study: Study<Questionnaires, Default>): Study<Questionnaires, Default> {
  const problems = checkStudy(study);
  if (problems.length > 0) throw new QuestionnaireError(problems);
  return study;
}

/** A version of a questionnaire of a study; undefined when the study does not have it. */
export function findQuestionnaire(study: Study, id: string, version: number): Questionnaire | undefined {
  return study.questionnaires.find((one) => one.id === id && one.version === version);
}

/**
 * The newest version of a questionnaire of a study, in whatever order the study has them; undefined when it has none of that id.
 *
 * @example newestVersion(study, "momentary")?.version // 2
 */
export function newestVersion(
  { questionnaires }: Pick<Study, "questionnaires">,
  id: string,
): Questionnaire | undefined {
  const [newest] = questionnaires.filter((one) => one.id === id).sort((a, b) => b.version - a.version);
  return newest;
}

/** The names that items of the default questionnaire have in any version. They are attributes of the participant's record. */
export function defaultItemNames({ questionnaires, defaultQuestionnaire }: Study): string[] {
  const ofDefault = questionnaires.filter(({ id }) => id === defaultQuestionnaire);
  return [...new Set(ofDefault.flatMap(({ items }) => items.map(({ name }) => name)))];
}

function checkStudy(study: Study): string[] {
  const { questionnaires, defaultQuestionnaire, plan } = study;
  const problems: string[] = [];
  if (questionnaires.length === 0) problems.push("the study has no questionnaire; name at least one");
  const ids = [...new Set(questionnaires.map(({ id }) => id))];
  for (const id of ids) {
    problems.push(...versionProblems(id, questionnaires), ...columnProblems(id, questionnaires));
  }
  if (defaultQuestionnaire !== undefined && !ids.includes(defaultQuestionnaire)) {
    problems.push(
      `the default questionnaire ${defaultQuestionnaire} is not in the study; add it, or name another`,
    );
  }
  if (!isCount(plan.days) || !isCount(plan.promptsPerDay)) {
    problems.push("plan: days and promptsPerDay must be whole numbers from 1 to 10,000");
  }
  const defaultNames = defaultItemNames(study);
  const taken = new Map(
    ids
      .filter((id) => id !== defaultQuestionnaire)
      .flatMap((id) => Object.values(ownAttributes(id)).map((attribute) => [attribute, id] as const)),
  );
  for (const name of defaultNames) {
    const owner = taken.get(name);
    if (owner === undefined) continue;
    problems.push(
      `${defaultQuestionnaire}, item ${name}: a participant's record keeps that of the questionnaire ${owner} under this name; choose another`,
    );
  }
  if (defaultNames.length > MAX_DEFAULT_ITEMS) {
    problems.push(
      `${defaultQuestionnaire} has ${defaultNames.length} items over all versions, and the default can have ${MAX_DEFAULT_ITEMS}; ` +
        "make it a questionnaire that is not the default",
    );
  }
  const size = largestRecord(questionnaires, defaultQuestionnaire);
  if (size > MAX_RECORD_BYTES) problems.push(sizeProblem(size, questionnaires));
  return problems;
}

function versionProblems(id: string, questionnaires: readonly Questionnaire[]): string[] {
  const versions = questionnaires.filter((one) => one.id === id).map(({ version }) => version);
  const twice = versions.find((version, index) => versions.indexOf(version) < index);
  if (twice !== undefined)
    return [`${id}@${twice} is in the study twice; leave one out, or make it the next version`];
  const missing = versions.map((_, index) => index + 1).find((version) => !versions.includes(version));
  return missing === undefined
    ? []
    : [
        `${id}@${missing} is missing; a version stays in the study for ever, since surveys of it may still come`,
      ];
}

/** Items and scores of all versions are columns of one table. */
function columnProblems(id: string, questionnaires: readonly Questionnaire[]): string[] {
  const versions = questionnaires.filter((one) => one.id === id);
  const items = new Set(versions.flatMap((one) => one.items.map(({ name }) => name)));
  const scores = new Set(versions.flatMap((one) => one.scores.map(({ name }) => name)));
  return [...scores]
    .filter((name) => items.has(name))
    .map((name) => `${id}: ${name} is an item in one version and a score in another; choose another name`);
}

function sizeProblem(size: number, questionnaires: readonly Questionnaire[]): string {
  const texts = questionnaires
    .flatMap((one) =>
      one.items.map((item) => ({
        at: `${questionnaireRef(one)}, item ${item.name}`,
        bytes: largestAnswer(item),
      })),
    )
    .sort((a, b) => b.bytes - a.bytes);
  return (
    `a participant's record could have ${size} bytes, and at most ${MAX_RECORD_BYTES} are allowed; ` +
    `lower maxCharacters, beginning with ${texts[0]?.at}`
  );
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 10_000;
}
