import { canonicalJson } from "../judge/canonical-json.ts";
import type { NamedItem } from "../questionnaire/item.ts";
import { type Wording, wordingIn } from "../questionnaire/wording.ts";
import { isReordered } from "./is-reordered.ts";
import { isCorrected, labelsOf } from "./labels.ts";
import type { Correction, VersionChange } from "./version-change.ts";

/** What two versions have in common, and what has been declared of them. */
export interface Comparison {
  /** The older version's number. */
  readonly since: number;
  /** The languages that both are written in. */
  readonly languages: readonly string[];
  /** Whether neither has a further one. */
  readonly sameLanguages: boolean;
  readonly corrections: readonly Correction[];
}

/** They decide which numbers and dates can be answered, and what a number means. */
const rangeProperties = ["min", "max", "step", "decimals"] as const;
/** They decide when and how an item is answered and scored. */
const ruleProperties = [
  "required",
  "showIf",
  "scale",
  "reverse",
  "expect",
  "minChoices",
  "maxChoices",
  "maxCharacters",
] as const;

/** What was changed in an item that kept its name. */
export function compareItems(older: NamedItem, newer: NamedItem, comparison: Comparison): VersionChange[] {
  const item = newer.name;
  const refused = { allowed: false, since: comparison.since, item } as const;
  if (older.kind !== newer.kind) {
    return [{ ...refused, code: "other_kind", from: older.kind, to: newer.kind }];
  }
  const changes: VersionChange[] = [];
  const [before, after]: Readonly<Record<string, unknown>>[] = [{ ...older }, { ...newer }];
  if (older.kind === "likert" && newer.kind === "likert" && older.points !== newer.points) {
    changes.push({ ...refused, code: "other_points", from: older.points, to: newer.points });
  } else if (labelled(older) !== labelled(newer)) {
    changes.push({ ...refused, code: "other_anchors" });
  }
  for (const property of rangeProperties) {
    const [from, to] = [before?.[property], after?.[property]];
    if (from !== to) changes.push({ ...refused, code: "other_range", property, from, to });
  }
  if (older.kind === "number" && newer.kind === "number") {
    const differs = textsDiffer(older.unit, newer.unit, comparison);
    if (differs) changes.push({ ...refused, code: "other_unit", from: older.unit, to: newer.unit });
    else if (isRewritten(older.unit, newer.unit, comparison)) {
      changes.push({ allowed: true, code: "translated", item, part: "unit" });
    }
  }
  const labels = labelsOf(newer);
  // It makes no sense to compare the points of two scales.
  const isOtherScale = changes.some(({ code }) => code === "other_points" || code === "other_anchors");
  for (const [part, from] of labelsOf(older)) {
    const to = isOtherScale && part !== "label" ? undefined : labels.get(part);
    if (to !== undefined) changes.push(...compareLabels({ item, part, from, to }, comparison));
  }
  changes.push(
    ...optionChanges(older, newer),
    ...compareTexts("help", older.help, newer.help, comparison, item),
  );
  for (const rule of ruleProperties) {
    const [from, to] = [before?.[rule], after?.[rule]];
    if (!isSame(from, to)) changes.push({ allowed: true, code: "rule_changed", item, rule, from, to });
  }
  return changes;
}

/** What was changed in a text that no answer gets its meaning from. */
export function compareTexts(
  part: string,
  older: Wording | undefined,
  newer: Wording | undefined,
  comparison: Comparison,
  item?: string,
): VersionChange[] {
  const where = { allowed: true, part, ...(item !== undefined && { item }) } as const;
  if (textsDiffer(older, newer, comparison))
    return [{ ...where, code: "text_changed", from: older, to: newer }];
  return isRewritten(older, newer, comparison) ? [{ ...where, code: "translated" }] : [];
}

/** Whether two values have the same JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson([a ?? null]) === canonicalJson([b ?? null]);
}

function compareLabels(label: Correction, comparison: Comparison): VersionChange[] {
  const { item, part } = label;
  const changes = comparison.languages.flatMap((language): VersionChange[] => {
    const texts = [wordingIn(label.from, language), wordingIn(label.to, language)] as const;
    const [from, to] = texts;
    if (from === to) return [];
    const changed = { item, part, language, from, to };
    return isCorrected(label, language, texts, comparison.corrections)
      ? [{ allowed: true, code: "corrected", ...changed }]
      : [{ allowed: false, since: comparison.since, code: "reworded", ...changed }];
  });
  if (changes.length > 0 || !isRewritten(label.from, label.to, comparison)) return changes;
  return [{ allowed: true, code: "translated", item, part }];
}

function optionChanges(older: NamedItem, newer: NamedItem): VersionChange[] {
  const [before, after] = [codesOf(older), codesOf(newer)];
  const item = newer.name;
  const added = after.filter((code) => !before.includes(code));
  const removed = before.filter((code) => !after.includes(code));
  return [
    ...added.map((option) => ({ allowed: true, code: "option_added", item, option }) as const),
    ...removed.map((option) => ({ allowed: true, code: "option_removed", item, option }) as const),
    ...(isReordered(before, after) ? [{ allowed: true, code: "options_reordered", item } as const] : []),
  ];
}

function codesOf(item: NamedItem): string[] {
  return "options" in item ? item.options.map(({ code }) => code) : [];
}

/** Which points or ends of a scale have a label. */
function labelled(item: NamedItem): string {
  return item.kind === "likert" || item.kind === "slider" ? [...labelsOf(item).keys()].join() : "";
}

function textsDiffer(
  older: Wording | undefined,
  newer: Wording | undefined,
  { languages }: Comparison,
): boolean {
  if (older === undefined || newer === undefined) return older !== newer;
  return languages.some((language) => wordingIn(older, language) !== wordingIn(newer, language));
}

/** Whether a text that stayed the same is written in another way, in the same languages. */
function isRewritten(older: Wording | undefined, newer: Wording | undefined, { sameLanguages }: Comparison) {
  return sameLanguages && !isSame(older, newer);
}
