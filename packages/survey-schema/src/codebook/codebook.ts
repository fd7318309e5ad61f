import type { Condition } from "../questionnaire/condition.ts";
import type { Item } from "../questionnaire/item.ts";
import type { Rules, Score } from "../questionnaire/questionnaire.ts";
import type { Wording } from "../questionnaire/wording.ts";

/** Something that may differ between versions, with the versions that have it, the oldest first. */
export interface Versioned<Value> {
  readonly value: Value;
  readonly versions: readonly number[];
}

/** A text in one language, with the versions that have it. */
export interface VersionedText extends Versioned<string> {
  /** A BCP 47 tag. */
  readonly language: string;
}

/** A wording that was declared to be corrected. Answers to both wordings mean the same. */
export interface CodebookCorrection {
  /** Left out: the wording is the questionnaire's own, such as its title. */
  readonly item?: string;
  /** Which wording: `label`, `help`, `point 3`, `low`, `high`, `option home`, `title` or `instructions`. */
  readonly part: string;
  readonly reason: string;
  readonly from: { readonly version: string; readonly wording: Wording };
  readonly to: { readonly version: string; readonly wording: Wording };
}

/** An answer that has a label: a point of a Likert scale, an end of a slider, or an option. */
export interface CodebookValue {
  /** What is stored. */
  readonly value: number | string;
  readonly labels: readonly VersionedText[];
  /** The versions in which it can be answered. */
  readonly versions: readonly number[];
}

/** Which answers a variable can have, beyond its kind. What a kind does not have is left out. */
export interface CodebookRange {
  /** The lowest number, or the first date. */
  readonly min?: number | string;
  /** The highest number, or the last date. */
  readonly max?: number | string;
  readonly step?: number;
  /** Digits after the point. */
  readonly decimals?: number;
}

/** How many options of a multiple choice may be chosen. */
export interface ChoiceCount {
  readonly min: number;
  readonly max: number;
}

/** One variable: an item, over all versions that ask it. Its kind, range and unit are the same in all of them. */
export interface CodebookVariable {
  readonly name: string;
  readonly kind: Item["kind"];
  /** The versions that ask it, the oldest first. */
  readonly versions: readonly number[];
  readonly labels: readonly VersionedText[];
  /** Empty: it has none. */
  readonly help: readonly VersionedText[];
  /** Labelled answers, in the order in which the newest version has them. Empty: its answers have no labels. */
  readonly values: readonly CodebookValue[];
  readonly range: CodebookRange;
  /** Empty: it has none. */
  readonly unit: readonly VersionedText[];
  /** Whether it must be answered where it is shown. */
  readonly required: readonly Versioned<boolean>[];
  /** On which answers it is shown. The versions that are not here always show it. */
  readonly showIf: readonly Versioned<Condition>[];
  /** The name of the scale that it belongs to. */
  readonly scale: readonly Versioned<string>[];
  /** The versions in which it counts from the other end of its scale. */
  readonly reversedIn: readonly number[];
  /** It is an attention check in these versions, and this is the right answer. */
  readonly expect: readonly Versioned<number | string>[];
  /** Of a multiple choice. */
  readonly choices: readonly Versioned<ChoiceCount>[];
  /** Of a text, in Unicode characters. */
  readonly maxCharacters: readonly Versioned<number>[];
  readonly corrections: readonly CodebookCorrection[];
}

/** One version: what participants read first, which variables it asks, its rules and its scores. */
export interface CodebookVersion {
  readonly version: number;
  readonly title: Wording;
  readonly instructions?: Wording;
  readonly languages: readonly string[];
  /** The names of its variables, in the order in which they are asked. */
  readonly variables: readonly string[];
  readonly rules: Rules;
  readonly scores: readonly Score[];
}

/** The codebook of one questionnaire, over all its published versions. It can be written as JSON. */
export interface Codebook {
  /** The questionnaire's id. */
  readonly questionnaire: string;
  /** Every language of any version, the newest version's first. */
  readonly languages: readonly string[];
  /** The oldest first. */
  readonly versions: readonly CodebookVersion[];
  /** Every variable that was ever asked: the newest version's in its order, then those that are no longer asked. */
  readonly variables: readonly CodebookVariable[];
  /** Corrections of the title and the instructions. */
  readonly corrections: readonly CodebookCorrection[];
}
