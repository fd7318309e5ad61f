import type { AlwaysAnswered, DateItem, NumberItem, TextItem, TimeItem } from "./item.ts";
import { type AlwaysOptions, common, type ItemOptions } from "./item-options.ts";
import type { Wording } from "./wording.ts";

/** Options of a number. */
export interface NumberOptions extends ItemOptions {
  /** From -1,000,000,000, with no more digits after the point than the answers. */
  readonly min: number;
  /** To 1,000,000,000, in the same way. */
  readonly max: number;
  readonly unit?: Wording;
  /** Digits after the point, 0 to 6. Default: 0, whole numbers. */
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
