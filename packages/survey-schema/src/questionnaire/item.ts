import type { Condition } from "./condition.ts";
import type { Wording } from "./wording.ts";

/** What every item has. */
interface CommonItem {
  /** The question or statement. */
  readonly label: Wording;
  /** A further text that helps to answer. */
  readonly help?: Wording;
  /** Whether it must be answered where it is shown. */
  readonly required: boolean;
  /** Left out: it is always shown. An item that is not shown is absent from the survey. */
  readonly showIf?: Condition;
}

/** A point of a scale that has a label. */
export interface Anchor {
  readonly point: number;
  readonly label: Wording;
}

/** Agreement or frequency on a few labelled points. The answer is a whole number from 1 to `points`. */
export interface LikertItem extends CommonItem {
  readonly kind: "likert";
  readonly points: number;
  readonly anchors: readonly Anchor[];
  /** The name of the scale that it belongs to. */
  readonly scale?: string;
  /** A high answer means little of what the scale measures. */
  readonly reverse?: true;
  /** It is an attention check: another answer is `failed_check`. */
  readonly expect?: number;
}

/** A slider, or visual analogue scale. The answer is a number from `min` to `max` in steps of `step`. */
export interface SliderItem extends CommonItem {
  readonly kind: "slider";
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The label of `min`. */
  readonly low?: Wording;
  /** The label of `max`. */
  readonly high?: Wording;
  readonly scale?: string;
  readonly reverse?: true;
}

/** One answer that can be chosen. */
export interface ChoiceOption<Code extends string = string> {
  /** What is stored. It keeps its meaning for ever. */
  readonly code: Code;
  readonly label: Wording;
}

/** One of several options. The answer is its code. */
export interface SingleChoiceItem<Code extends string = string> extends CommonItem {
  readonly kind: "single_choice";
  readonly options: readonly ChoiceOption<Code>[];
  /** It is an attention check: another answer is `failed_check`. */
  readonly expect?: string;
}

/** Any of several options. The answer is a list of codes, none twice, in any order. */
export interface MultipleChoiceItem<Code extends string = string> extends CommonItem {
  readonly kind: "multiple_choice";
  readonly options: readonly ChoiceOption<Code>[];
  readonly minChoices: number;
  readonly maxChoices: number;
}

/** A number from `min` to `max`, with at most `decimals` digits after the point. */
export interface NumberItem extends CommonItem {
  readonly kind: "number";
  readonly unit?: Wording;
  readonly min: number;
  readonly max: number;
  readonly decimals: number;
}

/** A free text. A required one in which nothing can be seen is `no_text`. */
export interface TextItem extends CommonItem {
  readonly kind: "text";
  /** In Unicode characters: an emoji counts as one, whatever a device's encoding. */
  readonly maxCharacters: number;
}

/** A calendar date, `YYYY-MM-DD`. */
export interface DateItem extends CommonItem {
  readonly kind: "date";
  readonly min?: string;
  readonly max?: string;
}

/** A time of day, `HH:MM` from `00:00` to `23:59`. */
export interface TimeItem extends CommonItem {
  readonly kind: "time";
}

/** An item of a questionnaire, as data. */
export type Item =
  | LikertItem
  | SliderItem
  | SingleChoiceItem
  | MultipleChoiceItem
  | NumberItem
  | TextItem
  | DateItem
  | TimeItem;

/** An item with the name under which its answer is stored. */
export type NamedItem = Item & { readonly name: string };

/** An item that every valid survey answers: required, and shown without a condition. */
export interface AlwaysAnswered {
  readonly required: true;
  readonly showIf?: never;
}

/** What an answer can be. */
export type Answer = number | string | readonly string[];

/** The type of an item's answer. */
export type AnswerOf<OneItem> = OneItem extends LikertItem | SliderItem | NumberItem
  ? number
  : OneItem extends SingleChoiceItem<infer Code>
    ? Code
    : OneItem extends MultipleChoiceItem<infer Code>
      ? readonly Code[]
      : string;
