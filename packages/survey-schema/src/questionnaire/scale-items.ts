import type { AlwaysAnswered, Anchor, LikertItem, SliderItem } from "./item.ts";
import { type AlwaysOptions, common, type ItemOptions } from "./item-options.ts";
import type { Wording } from "./wording.ts";

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

/** Options of a slider. Its sizes go up to 1,000,000,000, with at most 6 digits after the point. */
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
