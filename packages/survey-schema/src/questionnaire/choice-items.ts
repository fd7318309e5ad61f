import type { AlwaysAnswered, ChoiceOption, MultipleChoiceItem, SingleChoiceItem } from "./item.ts";
import { type AlwaysOptions, common, type ItemOptions } from "./item-options.ts";
import type { Wording } from "./wording.ts";

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
