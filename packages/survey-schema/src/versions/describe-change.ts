import { type Wording, wordingIn } from "../questionnaire/wording.ts";
import type { RefusedChange, VersionChange } from "./version-change.ts";

/**
 * A change in words. Of a refused one it also says what to do.
 *
 * @example
 * describeChange({ allowed: false, since: 1, code: "other_points", item: "q3", from: 5, to: 7 });
 * // "item q3: it has 7 points, and 5 in version 1; give the item a new name"
 */
export function describeChange(change: VersionChange): string {
  const what = whatChanged(change);
  const where = "item" in change && change.item !== undefined ? `item ${change.item}: ` : "";
  return `${where}${what}${change.allowed ? "" : `; ${remedy(change)}`}`;
}

function whatChanged(change: VersionChange): string {
  switch (change.code) {
    case "item_added":
      return "added";
    case "item_removed":
      return "removed";
    case "items_reordered":
      return "the items are asked in another order";
    case "options_reordered":
      return "its options are in another order";
    case "option_added":
      return `the option ${change.option} is new`;
    case "option_removed":
      return `the option ${change.option} is removed`;
    case "languages_changed":
      return `the languages are ${change.to.join(", ")}, and were ${change.from.join(", ")}`;
    case "translated":
      return `the ${change.part} is written for each language in another way`;
    case "text_changed":
      return `the ${change.part} has other words`;
    case "rule_changed":
      return `${change.rule} is ${inWords(change.to)}, and was ${inWords(change.from)}`;
    case "corrected":
      return `${textOf(change)} corrects “${change.from}”, as was declared`;
    case "other_kind":
      return `it is of the kind ${change.to}, and ${change.from} in version ${change.since}`;
    case "other_points":
      return `it has ${change.to} points, and ${change.from} in version ${change.since}`;
    case "other_anchors":
      return `other points of its scale have labels than in version ${change.since}`;
    case "other_range":
      return `${change.property} is ${inWords(change.to)}, and ${inWords(change.from)} in version ${change.since}`;
    case "other_unit":
      return `the unit is ${unitOf(change.to)}, and ${unitOf(change.from)} in version ${change.since}`;
    case "reworded":
      return `${textOf(change)} was “${change.from}” in version ${change.since}`;
    case "code_reused":
      return `the option ${change.option} had another label in version ${change.since}, and was removed since`;
    case "name_reused":
      return change.as === "score"
        ? `a score has the name that an item has in version ${change.since}`
        : `the name was something else's in version ${change.since}`;
  }
}

/** What to do about a change that is refused. */
function remedy(change: RefusedChange): string {
  switch (change.code) {
    case "reworded":
      return `declare a correction if it means the same, or give the ${change.part.startsWith("option ") ? "option a new code" : "item a new name"}`;
    case "code_reused":
      return "give the option a new code";
    case "name_reused":
      return change.as === "score" ? "give the score a new name" : "give the item a new name";
    default:
      return "give the item a new name";
  }
}

function textOf({ part, language, to }: { part: string; language: string; to: string }): string {
  return `the ${part === "label" ? part : `label of ${part}`} in ${language}, “${to}”,`;
}

function inWords(value: unknown): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}

function unitOf(unit: Wording | undefined): string {
  if (unit === undefined) return "not set";
  return `“${typeof unit === "string" ? unit : wordingIn(unit, Object.keys(unit)[0] ?? "")}”`;
}
