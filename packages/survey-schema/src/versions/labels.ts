import type { NamedItem } from "../questionnaire/item.ts";
import { type Wording, wordingIn } from "../questionnaire/wording.ts";
import type { Correction } from "./version-change.ts";

/** The wordings that say what an answer means, by part: the item's label, and those of its points, ends or options. */
export function labelsOf(item: NamedItem): ReadonlyMap<string, Wording> {
  return new Map([["label", item.label], ...answerLabels(item)]);
}

/** The part that holds an option's label. */
export function optionPart(code: string): string {
  return `option ${code}`;
}

function answerLabels(item: NamedItem): (readonly [part: string, label: Wording])[] {
  switch (item.kind) {
    case "likert":
      return item.anchors.map(({ point, label }) => [`point ${point}`, label]);
    case "slider": {
      const ends = [["low", item.low] as const, ["high", item.high] as const];
      return ends.flatMap(([part, label]) => (label === undefined ? [] : [[part, label]]));
    }
    case "single_choice":
    case "multiple_choice":
      return item.options.map(({ code, label }) => [optionPart(code), label]);
    default:
      return [];
  }
}

/** Whether two texts of a label are linked by corrections, in whatever direction and over however many steps. */
export function isCorrected(
  { item, part }: Pick<Correction, "item" | "part">,
  language: string,
  [from, to]: readonly [string, string],
  corrections: readonly Correction[],
): boolean {
  const links = corrections
    .filter((one) => one.item === item && one.part === part)
    .map((one) => [textIn(one.from, language), textIn(one.to, language)] as const);
  const reached = new Set<string | undefined>([from]);
  for (const text of reached) {
    for (const [a, b] of links) {
      if (a === text && b !== undefined) reached.add(b);
      if (b === text && a !== undefined) reached.add(a);
    }
  }
  return reached.has(to);
}

/** A correction may be older than one of the languages. */
function textIn(wording: Wording, language: string): string | undefined {
  if (typeof wording !== "string" && !Object.hasOwn(wording, language)) return undefined;
  return wordingIn(wording, language);
}
