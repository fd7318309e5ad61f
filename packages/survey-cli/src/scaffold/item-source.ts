import type { LikertItem, NamedItem } from "@lab/survey-schema";
import { literal, object } from "./literal.ts";

/** How an item is written. */
export interface ItemSource {
  /** The function that makes it, if one does. */
  readonly maker?: string;
  readonly source: string;
}

/**
 * An item as source.
 *
 * @param nameScale - Gives the constant of a Likert scale that several items share, or the scale itself.
 */
export function itemSource(item: NamedItem, nameScale: (scale: string) => string): ItemSource {
  switch (item.kind) {
    case "likert": {
      const scale = scaleSource(item);
      if (scale === undefined) return asData(item);
      const { reverse, expect, scale: name } = item;
      return call("likert", item, [nameScale(scale)], { scale: name, reverse, expect });
    }
    case "slider": {
      const { min, max, step, low, high, scale, reverse } = item;
      const size = { ...(min !== 0 && { min }), ...(max !== 100 && { max }), ...(step !== 1 && { step }) };
      return call("slider", item, [], { ...size, low, high, scale, reverse });
    }
    case "single_choice":
      return call("singleChoice", item, [optionsSource(item.options)], { expect: item.expect });
    case "multiple_choice": {
      const { options, minChoices, maxChoices } = item;
      return call("multipleChoice", item, [optionsSource(options)], {
        ...(minChoices !== 1 && { minChoices }),
        ...(maxChoices !== options.length && { maxChoices }),
      });
    }
    case "number": {
      const { unit, min, max, decimals } = item;
      return call("number", item, [], { unit, min, max, ...(decimals !== 0 && { decimals }) });
    }
    case "text":
      return call("text", item, [], { maxCharacters: item.maxCharacters });
    case "date":
      return call("date", item, [], { min: item.min, max: item.max });
    case "time":
      return call("time", item, [], {});
  }
}

/** The scale of a Likert item as its maker takes it; undefined when it takes no such scale. */
export function scaleSource({ points, anchors }: LikertItem): string | undefined {
  const labelled = anchors.map(({ point }) => point);
  if (labelled.length === points && labelled.every((point, index) => point === index + 1)) {
    return literal(anchors.map(({ label }) => label));
  }
  const [low, high] = anchors;
  if (low?.point !== 1 || high?.point !== points || anchors.length !== 2) return undefined;
  return literal({ points, low: low.label, high: high.label });
}

function call(
  maker: string,
  { label, help, required, showIf }: NamedItem,
  further: readonly string[],
  own: Readonly<Record<string, unknown>>,
): ItemSource {
  const options = Object.entries({ ...own, help, ...(!required && { required }), showIf }).flatMap(
    ([name, value]) => (value === undefined ? [] : [[name, literal(value)] as const]),
  );
  const given = [literal(label), ...further, ...(options.length > 0 ? [object(options)] : [])];
  return { maker, source: `${maker}(${given.join(", ")})` };
}

/** What no maker makes is written as the data that it is. */
function asData({ name: _, ...item }: NamedItem): ItemSource {
  return { source: literal(item) };
}

function optionsSource(options: readonly { readonly code: string; readonly label: unknown }[]): string {
  return object(options.map(({ code, label }) => [code, literal(label)]));
}
