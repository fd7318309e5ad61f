import { type Questionnaire, questionnaireRef } from "../questionnaire/questionnaire.ts";
import { type Comparison, compareItems, compareTexts, isSame } from "./compare-items.ts";
import { isReordered } from "./is-reordered.ts";
import type { Correction, VersionChange } from "./version-change.ts";

/**
 * Everything that differs between two versions of a questionnaire. Each change is allowed, or refused because an answer could no
 * longer be told from one with another meaning.
 *
 * @param corrections - What was declared of this questionnaire's labels. Default: nothing.
 * @throws RangeError when they are of different questionnaires.
 * @example compareVersions(momentary1, momentary2).filter(({ allowed }) => !allowed).map(describeChange) // []
 */
export function compareVersions(
  older: Questionnaire,
  newer: Questionnaire,
  corrections: readonly Correction[] = [],
): VersionChange[] {
  if (older.id !== newer.id) {
    throw new RangeError(`${questionnaireRef(older)} and ${questionnaireRef(newer)} are no versions of one`);
  }
  const comparison: Comparison = {
    since: older.version,
    languages: older.languages.filter((language) => newer.languages.includes(language)),
    sameLanguages: isSame(older.languages.toSorted(), newer.languages.toSorted()),
    corrections,
  };
  const before = new Map(older.items.map((item) => [item.name, item]));
  const after = new Map(newer.items.map((item) => [item.name, item]));
  const changes: VersionChange[] = [
    ...compareTexts("title", older.title, newer.title, comparison),
    ...compareTexts("instructions", older.instructions, newer.instructions, comparison),
  ];
  if (!isSame(older.languages, newer.languages)) {
    changes.push({ allowed: true, code: "languages_changed", from: older.languages, to: newer.languages });
  }
  for (const [name, item] of after) {
    const was = before.get(name);
    changes.push(
      ...(was === undefined
        ? [{ allowed: true, code: "item_added", item: name } as const]
        : compareItems(was, item, comparison)),
    );
  }
  for (const name of before.keys()) {
    if (!after.has(name)) changes.push({ allowed: true, code: "item_removed", item: name });
  }
  if (isReordered([...before.keys()], [...after.keys()])) {
    changes.push({ allowed: true, code: "items_reordered" });
  }
  return [...changes, ...reusedByScores(older, newer), ...ruleChanges(older, newer)];
}

/** An export has one column for a name, whether it is an item's or a score's. */
function reusedByScores(older: Questionnaire, newer: Questionnaire): VersionChange[] {
  const clashes = (items: Questionnaire["items"], scores: Questionnaire["scores"]) =>
    items.filter(({ name }) => scores.some((score) => score.name === name)).map(({ name }) => name);
  const refused = { allowed: false, since: older.version, code: "name_reused" } as const;
  return [
    ...clashes(older.items, newer.scores).map((item) => ({ ...refused, item, as: "score" }) as const),
    ...clashes(newer.items, older.scores).map((item) => ({ ...refused, item, as: "item" }) as const),
  ];
}

function ruleChanges(older: Questionnaire, newer: Questionnaire): VersionChange[] {
  const [before, after] = [rulesOf(older), rulesOf(newer)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((rule) => !isSame(before[rule], after[rule]))
    .map((rule) => ({ allowed: true, code: "rule_changed", rule, from: before[rule], to: after[rule] }));
}

/** All rules and scores by the names under which a change of them is told. */
function rulesOf({ rules, scores }: Questionnaire): Readonly<Record<string, unknown>> {
  const { consequences, ...others } = rules;
  return {
    ...others,
    ...consequences,
    ...Object.fromEntries(scores.map(({ name, ...score }) => [`score ${name}`, score])),
    "order of scores": scores.map(({ name }) => name),
  };
}
