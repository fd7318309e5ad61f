import type { Condition } from "./condition.ts";
import type {
  AlwaysAnswered,
  Anchor,
  ChoiceOption,
  DateItem,
  LikertItem,
  MultipleChoiceItem,
  NumberItem,
  SingleChoiceItem,
  SliderItem,
  TextItem,
  TimeItem,
} from "./item.ts";
import type { Wording } from "./wording.ts";

/** Options that items of every kind have. */
export interface ItemOptions {
  /** A further text that helps to answer. */
  readonly help?: Wording;
  /** Whether it must be answered where it is shown. Default: true. */
  readonly required?: boolean;
  /** On which earlier answers it is shown. Default: always. */
  readonly showIf?: Condition;
}

/** Options under which every valid survey has an answer. */
export interface AlwaysOptions {
  readonly required?: true;
  readonly showIf?: never;
}

/** Options of a Likert item. */
export interface LikertOptions extends ItemOptions {
  /** The name of the scale that it belongs to. */
  readonly scale?: string;
  /** A high answer means little of what the scale measures. Default: false. */
  readonly reverse?: boolean;
  /** The right answer of an attention check. */
  readonly expect?: number;
}

/** A Likert scale: the labels of all its points, or how many it has and the labels of its ends. */
export type LikertScale =
  | readonly Wording[]
  | { readonly points: number; readonly low: Wording; readonly high: Wording };

/**
 * A Likert item. Its answer is a whole number from 1 to the number of points.
 *
 * @example likert("Right now, I feel well.", ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"])
 */
export function likert(
  label: Wording,
  scale: LikertScale,
  options?: LikertOptions & AlwaysOptions,
): LikertItem & AlwaysAnswered;
export function likert(label: Wording, scale: LikertScale, options: LikertOptions): LikertItem;
export function likert(label: Wording, scale: LikertScale, options: LikertOptions = {}): LikertItem {
  const { scale: name, reverse = false, expect } = options;
  return {
    kind: "likert",
    ...common(label, options),
    ...pointsOf(scale),
    ...(name !== undefined && { scale: name }),
    ...(reverse && { reverse }),
    ...(expect !== undefined && { expect }),
  };
}

function pointsOf(scale: LikertScale): { points: number; anchors: Anchor[] } {
  if ("points" in scale) {
    const { points, low, high } = scale;
    return {
      points,
      anchors: [
        { point: 1, label: low },
        { point: points, label: high },
      ],
    };
  }
  return { points: scale.length, anchors: scale.map((label, i) => ({ point: i + 1, label })) };
}

/** Options of a slider. */
export interface SliderOptions extends ItemOptions {
  /** Default: 0. */
  readonly min?: number;
  /** Default: 100. */
  readonly max?: number;
  /** Default: 1. */
  readonly step?: number;
  /** The label of the low end. */
  readonly low?: Wording;
  /** The label of the high end. */
  readonly high?: Wording;
  /** The name of the scale that it belongs to. */
  readonly scale?: string;
  /** A high answer means little of what the scale measures. Default: false. */
  readonly reverse?: boolean;
}

/**
 * A slider, or visual analogue scale.
 *
 * @example slider("How stressed are you?", { low: "not at all", high: "very much" }) // 0 to 100
 */
export function slider(label: Wording, options?: SliderOptions & AlwaysOptions): SliderItem & AlwaysAnswered;
export function slider(label: Wording, options: SliderOptions): SliderItem;
export function slider(label: Wording, options: SliderOptions = {}): SliderItem {
  const { min = 0, max = 100, step = 1, low, high, scale, reverse = false } = options;
  return {
    kind: "slider",
    ...common(label, options),
    min,
    max,
    step,
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    ...(scale !== undefined && { scale }),
    ...(reverse && { reverse }),
  };
}

/** Options by their codes, in the order in which they are shown. */
export type ChoiceOptions<Code extends string = string> = Readonly<Record<Code, Wording>>;

/** Options of a single choice. */
export interface SingleChoiceOptions extends ItemOptions {
  /** The code of the right answer, for an attention check. */
  readonly expect?: string;
}

/**
 * One of several options, by code.
 *
 * @example singleChoice("Where are you?", { home: "At home", work: "At work", other: "Somewhere else" })
 */
export function singleChoice<const Options extends ChoiceOptions>(
  label: Wording,
  options: Options,
  further?: SingleChoiceOptions & AlwaysOptions,
): SingleChoiceItem<Extract<keyof Options, string>> & AlwaysAnswered;
export function singleChoice<const Options extends ChoiceOptions>(
  label: Wording,
  options: Options,
  further: SingleChoiceOptions,
): SingleChoiceItem<Extract<keyof Options, string>>;
export function singleChoice(
  label: Wording,
  options: ChoiceOptions,
  further: SingleChoiceOptions = {},
): SingleChoiceItem {
  const { expect } = further;
  return {
    kind: "single_choice",
    ...common(label, further),
    options: optionsOf(options),
    ...(expect !== undefined && { expect }),
  };
}

/** Options of a multiple choice. */
export interface MultipleChoiceOptions extends ItemOptions {
  /** The fewest options that may be chosen. Default: 1. */
  readonly minChoices?: number;
  /** The most. Default: all. */
  readonly maxChoices?: number;
}

/**
 * Any of several options, by code.
 *
 * @example multipleChoice("Who is with you?", { alone: "Nobody", family: "Family", friends: "Friends" })
 */
export function multipleChoice<const Options extends ChoiceOptions>(
  label: Wording,
  options: Options,
  further?: MultipleChoiceOptions & AlwaysOptions,
): MultipleChoiceItem<Extract<keyof Options, string>> & AlwaysAnswered;
export function multipleChoice<const Options extends ChoiceOptions>(
  label: Wording,
  options: Options,
  further: MultipleChoiceOptions,
): MultipleChoiceItem<Extract<keyof Options, string>>;
export function multipleChoice(
  label: Wording,
  options: ChoiceOptions,
  further: MultipleChoiceOptions = {},
): MultipleChoiceItem {
  const codes = optionsOf(options);
  const { minChoices = 1, maxChoices = codes.length } = further;
  return {
    kind: "multiple_choice",
    ...common(label, further),
    options: codes,
    minChoices,
    maxChoices,
  };
}

function optionsOf(options: ChoiceOptions): ChoiceOption[] {
  return Object.entries(options).map(([code, label]) => ({ code, label }));
}

/** Options of a number. */
export interface NumberOptions extends ItemOptions {
  readonly min: number;
  readonly max: number;
  readonly unit?: Wording;
  /** Digits after the point. Default: 0, whole numbers. */
  readonly decimals?: number;
}

/**
 * A number.
 *
 * @example number("How long did you sleep?", { unit: "hours", min: 0, max: 24, decimals: 1 })
 */
export function number(label: Wording, options: NumberOptions & AlwaysOptions): NumberItem & AlwaysAnswered;
export function number(label: Wording, options: NumberOptions): NumberItem;
export function number(label: Wording, options: NumberOptions): NumberItem {
  const { min, max, unit, decimals = 0 } = options;
  return {
    kind: "number",
    ...common(label, options),
    min,
    max,
    decimals,
    ...(unit !== undefined && { unit }),
  };
}

/** Options of a text. */
export interface TextOptions extends ItemOptions {
  /** In Unicode characters. Default: 1,000. */
  readonly maxCharacters?: number;
}

/**
 * A free text.
 *
 * @example text("What have you been doing?", { maxCharacters: 10_000 })
 */
export function text(label: Wording, options?: TextOptions & AlwaysOptions): TextItem & AlwaysAnswered;
export function text(label: Wording, options: TextOptions): TextItem;
export function text(label: Wording, options: TextOptions = {}): TextItem {
  return { kind: "text", ...common(label, options), maxCharacters: options.maxCharacters ?? 1_000 };
}

/** Options of a date. */
export interface DateOptions extends ItemOptions {
  /** The first date that may be given, `YYYY-MM-DD`. Default: any. */
  readonly min?: string;
  /** The last date. Default: any. */
  readonly max?: string;
}

/** A calendar date, `YYYY-MM-DD`. */
export function date(label: Wording, options?: DateOptions & AlwaysOptions): DateItem & AlwaysAnswered;
export function date(label: Wording, options: DateOptions): DateItem;
export function date(label: Wording, options: DateOptions = {}): DateItem {
  const { min, max } = options;
  return {
    kind: "date",
    ...common(label, options),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}

/** A time of day, `HH:MM`. */
export function time(label: Wording, options?: ItemOptions & AlwaysOptions): TimeItem & AlwaysAnswered;
export function time(label: Wording, options: ItemOptions): TimeItem;
export function time(label: Wording, options: ItemOptions = {}): TimeItem {
  return { kind: "time", ...common(label, options) };
}

function common(label: Wording, { help, required = true, showIf }: ItemOptions) {
  return {
    label,
    ...(help !== undefined && { help }),
    required,
    ...(showIf !== undefined && { showIf }),
  };
}
