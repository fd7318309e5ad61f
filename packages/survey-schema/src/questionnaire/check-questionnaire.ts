import { checkCondition } from "./check-condition.ts";
import { checkItem } from "./check-item.ts";
import { idProblem, nameProblem } from "./names.ts";
import { type Questionnaire, questionnaireRef, type Score } from "./questionnaire.ts";
import { scaleOf } from "./scores.ts";
import type { Wording } from "./wording.ts";

/** Every wording of a questionnaire or an item, with where it stands. */
export type WordingsOf = readonly (readonly [where: string, wording: Wording | undefined])[];

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const MAX_VERSION = 9_999;

/**
 * What is wrong with a questionnaire: one sentence for each mistake, with the item's name and what to do. None when it is right.
 */
export function checkQuestionnaire(questionnaire: Questionnaire): string[] {
  const { id, version, languages, items, title, instructions } = questionnaire;
  const problems: string[] = [];
  const at = questionnaireRef(questionnaire);
  const problem = (where: string, what: string) => problems.push(`${at}${where && `, ${where}`}: ${what}`);

  const ofId = idProblem(id);
  if (ofId !== undefined) problem("", ofId);
  if (!Number.isInteger(version) || version < 1 || version > MAX_VERSION) {
    problem("", `the version must be a whole number from 1 to ${MAX_VERSION}`);
  }
  if (languages.length === 0) problem("", 'name at least one language, for example languages: ["en"]');
  for (const language of languages) {
    if (!LANGUAGE.test(language)) {
      problem("", `${JSON.stringify(language)} is not a language tag; write one like "en" or "pt-BR"`);
    }
  }
  if (new Set(languages).size < languages.length) problem("", "a language is named twice");
  const checkWordings = (where: string, wordings: WordingsOf) => {
    for (const [what, wording] of wordings) {
      if (wording !== undefined) {
        for (const mistake of wordingProblems(wording, languages)) problem(where, `${what} ${mistake}`);
      }
    }
  };
  checkWordings("", [
    ["the title", title],
    ["the instructions", instructions],
  ]);
  if (items.length === 0) problem("", "it has no items; ask at least one");
  for (const [index, item] of items.entries()) {
    const where = `item ${item.name}`;
    const mistake = nameProblem(item.name);
    if (mistake !== undefined) problem(where, mistake);
    const { problems: own, wordings } = checkItem(item);
    for (const what of own) problem(where, what);
    checkWordings(where, wordings);
    for (const what of checkCondition(item, items.slice(0, index), items)) problem(where, what);
  }
  for (const what of ruleProblems(questionnaire)) problem("rules", what);
  for (const score of questionnaire.scores) {
    for (const what of scoreProblems(score, questionnaire)) problem(`score ${score.name}`, what);
  }
  return problems;
}

/**
 * Letters of any script, without asking the engine for Unicode's classes, which some phones do not know. Dashes, arrows and symbols such
 * as ☹, from U+2000 to U+2BFF, are the same in every language.
 */
function hasLetters(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase() || /[\u0590-\u1fff\u2c00-\ud7ff\uf900-\ufdff]/.test(text);
}

function wordingProblems(wording: Wording, languages: readonly string[]): string[] {
  if (typeof wording === "string") {
    if (wording.trim() === "") return ["is empty; write a text"];
    if (new Set(languages).size < 2 || !hasLetters(wording)) return [];
    return [`is in one language; write it in each: { ${languages.map((tag) => `${tag}: "…"`).join(", ")} }`];
  }
  const missing = languages.filter(
    (language) => !(Object.hasOwn(wording, language) && wording[language]?.trim()),
  );
  const further = Object.keys(wording).filter((language) => !languages.includes(language));
  return [
    ...missing.map((language) => `lacks the language ${language}; add it`),
    ...further.map(
      (language) =>
        `has the language ${language}, which the questionnaire does not; add it to languages or leave it out`,
    ),
  ];
}

function ruleProblems({ rules, items }: Questionnaire): string[] {
  const { minSeconds, maxSeconds, consequences } = rules;
  const problems: string[] = [];
  if (minSeconds !== undefined && !(Number.isFinite(minSeconds) && minSeconds >= 0)) {
    problems.push("minSeconds must be a number of seconds, 0 or more");
  }
  if (maxSeconds !== undefined && !(Number.isFinite(maxSeconds) && maxSeconds > (minSeconds ?? 0))) {
    problems.push("maxSeconds must be a number of seconds, and more than minSeconds");
  }
  for (const [code, consequence] of Object.entries(consequences)) {
    if (consequence !== "reject" && consequence !== "flag") {
      problems.push(`the consequence of ${code} must be "reject" or "flag"`);
    }
  }
  const hasCheck = items.some((item) => "expect" in item);
  if (consequences.failed_check === "flag" && !hasCheck) {
    problems.push("failed_check has a consequence, but no item is an attention check; give one `expect`");
  }
  return problems;
}

function scoreProblems({ name, items, maxMissing }: Score, questionnaire: Questionnaire): string[] {
  const problems: string[] = [];
  const byName = new Map(questionnaire.items.map((item) => [item.name, item]));
  const mistake = nameProblem(name);
  if (mistake !== undefined) problems.push(mistake);
  if (byName.has(name)) problems.push("the name is taken by an item; choose another");
  if (items.length === 0) problems.push("it has no items; name at least one");
  if (new Set(items).size < items.length) problems.push("it names an item twice");
  if (!Number.isInteger(maxMissing) || maxMissing < 0 || maxMissing >= Math.max(1, items.length)) {
    problems.push("maxMissing must be a whole number from 0, and less than the number of items");
  }
  for (const itemName of items) {
    const item = byName.get(itemName);
    if (item === undefined) problems.push(`there is no item ${itemName}`);
    else if (scaleOf(item) === undefined || "expect" in item) {
      problems.push(
        `${itemName} cannot be scored; name Likert items, sliders and numbers that are no attention checks`,
      );
    }
  }
  return problems;
}
