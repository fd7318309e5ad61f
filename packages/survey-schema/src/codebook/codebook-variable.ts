import type { NamedItem } from "../questionnaire/item.ts";
import { scaleOf } from "../questionnaire/scores.ts";
import type { Wording } from "../questionnaire/wording.ts";
import type {
  ChoiceCount,
  CodebookCorrection,
  CodebookRange,
  CodebookValue,
  CodebookVariable,
} from "./codebook.ts";
import { versioned, versionedTexts } from "./versioned.ts";

/** An item as one version asks it. */
export interface AskedItem {
  readonly version: number;
  readonly languages: readonly string[];
  readonly item: NamedItem;
}

/**
 * A variable, from all versions that ask it.
 *
 * @param newest - As the newest of them asks it.
 * @param asked - As all of them do, the oldest first.
 * @param languages - Those of the codebook.
 */
export function codebookVariable(
  newest: NamedItem,
  asked: readonly AskedItem[],
  languages: readonly string[],
  corrections: readonly CodebookCorrection[],
): CodebookVariable {
  const each = <Value>(read: (item: NamedItem) => Value | undefined) =>
    versioned(asked.map(({ version, item }) => ({ version, value: read(item) })));
  const texts = (read: (item: NamedItem) => Wording | undefined) =>
    versionedTexts(
      asked.map(({ version, languages: written, item }) => ({
        version,
        languages: written,
        value: read(item),
      })),
      languages,
    );
  return {
    name: newest.name,
    kind: newest.kind,
    versions: asked.map(({ version }) => version),
    labels: texts(({ label }) => label),
    help: texts(({ help }) => help),
    values: codebookValues(newest, asked, texts),
    range: rangeOf(newest),
    unit: texts((item) => ("unit" in item ? item.unit : undefined)),
    required: each(({ required }) => required),
    showIf: each(({ showIf }) => showIf),
    scale: each((item) => ("scale" in item ? item.scale : undefined)),
    reversedIn: asked.filter(({ item }) => "reverse" in item && item.reverse).map(({ version }) => version),
    expect: each<number | string>((item) => ("expect" in item ? item.expect : undefined)),
    choices: each(choicesOf),
    maxCharacters: each((item) => ("maxCharacters" in item ? item.maxCharacters : undefined)),
    corrections: corrections.filter(({ item }) => item === newest.name),
  };
}

/** The labelled answers: the newest version's in its order, then those that can no longer be given. */
function codebookValues(
  newest: NamedItem,
  asked: readonly AskedItem[],
  texts: (read: (item: NamedItem) => Wording | undefined) => CodebookValue["labels"],
): CodebookValue[] {
  const values = new Set(
    [newest, ...asked.map(({ item }) => item)].flatMap((item) => [...answersOf(item).keys()]),
  );
  return [...values].map((value) => ({
    value,
    labels: texts((item) => answersOf(item).get(value)),
    versions: asked.filter(({ item }) => answersOf(item).has(value)).map(({ version }) => version),
  }));
}

/** The labels of an item's answers, by what is stored. */
function answersOf(item: NamedItem): ReadonlyMap<number | string, Wording> {
  switch (item.kind) {
    case "likert":
      return new Map(item.anchors.map(({ point, label }) => [point, label]));
    case "slider": {
      const ends = [[item.min, item.low] as const, [item.max, item.high] as const];
      return new Map(ends.flatMap(([end, label]) => (label === undefined ? [] : [[end, label]])));
    }
    case "single_choice":
    case "multiple_choice":
      return new Map(item.options.map(({ code, label }) => [code, label]));
    default:
      return new Map();
  }
}

function rangeOf(item: NamedItem): CodebookRange {
  const scale = scaleOf(item);
  switch (item.kind) {
    case "likert":
      return { ...scale, step: 1 };
    case "slider":
      return { ...scale, step: item.step };
    case "number":
      return { ...scale, decimals: item.decimals };
    case "date": {
      const { min, max } = item;
      return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
    }
    default:
      return {};
  }
}

function choicesOf(item: NamedItem): ChoiceCount | undefined {
  return item.kind === "multiple_choice" ? { min: item.minChoices, max: item.maxChoices } : undefined;
}
