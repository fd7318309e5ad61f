import type { Questionnaire } from "../questionnaire/questionnaire.ts";
import { compareVersions } from "./compare-versions.ts";
import { optionPart } from "./labels.ts";
import type { Correction, RefusedChange, VersionChange } from "./version-change.ts";

/**
 * Everything that a version changes in the one before it, and what it uses again of any earlier version with another meaning.
 *
 * @param earlier - All versions of the same questionnaire. Those that are not earlier are passed over.
 * @returns Nothing for the first version.
 */
export function compareWithEarlier(
  earlier: readonly Questionnaire[],
  newer: Questionnaire,
  corrections: readonly Correction[] = [],
): VersionChange[] {
  const [previous, ...others] = earlier
    .filter(({ id, version }) => id === newer.id && version < newer.version)
    .toSorted((a, b) => b.version - a.version);
  if (previous === undefined) return [];
  const changes = compareVersions(previous, newer, corrections);
  const told = new Set(changes.filter(({ allowed }) => !allowed).map(keyOf));
  for (const older of others) {
    for (const change of compareVersions(older, newer, corrections)) {
      if (change.allowed) continue;
      const reuse = asReuse(change, previous);
      if (told.has(keyOf(reuse))) continue;
      told.add(keyOf(reuse));
      changes.push(reuse);
    }
  }
  return changes;
}

/** A difference to an older version is a reuse when the version between them has no such item or option. */
function asReuse(change: RefusedChange, previous: Questionnaire): RefusedChange {
  const { allowed, since, item } = change;
  const between = previous.items.find(({ name }) => name === item);
  if (change.code === "name_reused") return change;
  if (between === undefined) return { allowed, since, item, code: "name_reused", as: "item" };
  if (change.code !== "reworded" || !("options" in between)) return change;
  const { part } = change;
  const hasIt = between.options.some(({ code }) => optionPart(code) === part);
  const option = part.slice(optionPart("").length);
  return hasIt || part === "label" ? change : { allowed, since, item, code: "code_reused", option };
}

/** Tells changes apart, whichever version they differ from. */
function keyOf(change: VersionChange): string {
  const { code } = change;
  const item = "item" in change ? change.item : "";
  const detail = "option" in change ? change.option : "part" in change ? change.part : "";
  const further = "language" in change ? change.language : "property" in change ? change.property : "";
  return [code, item, detail, further].join(" ");
}
