import type { DateItem, NumberItem, TextItem, TimeItem } from "@lab/survey-schema";
import { controlName, labelled, singleFrame } from "./field-frame.ts";

type EntryItem = (NumberItem | TextItem | DateItem | TimeItem) & { readonly name: string };

/** Texts of more characters get more lines. */
const LONG_TEXT = 200;
/** Years have four digits. */
const LAST_DAY = "9999-12-31";

/** A field into which something is entered. */
export function entryField(item: EntryItem): HTMLElement {
  const frame = singleFrame(item);
  const control = controlOf(item);
  control.name = controlName(item.name);
  if (item.kind === "number") {
    const { min, max, unit } = item;
    frame.hint(({ field }, locale) =>
      field.numberFromTo(min.toLocaleString(locale), max.toLocaleString(locale)),
    );
    if (unit !== undefined) {
      const beside = labelled("unit", unit);
      beside.id = `${controlName(item.name)}-unit`;
      frame.describe(control);
      control.setAttribute(
        "aria-describedby",
        [beside.id, control.getAttribute("aria-describedby")].join(" "),
      );
      frame.controls.append(control, beside);
      return frame.element;
    }
  }
  frame.describe(control);
  frame.controls.append(control);
  return frame.element;
}

function controlOf(item: EntryItem): HTMLInputElement | HTMLTextAreaElement {
  if (item.kind === "text") {
    const area = document.createElement("textarea");
    area.rows = item.maxCharacters > LONG_TEXT ? 4 : 2;
    return area;
  }
  const input = document.createElement("input");
  if (item.kind === "number") {
    // A browser's own field for numbers drops what it cannot read, and knows one decimal sign only.
    input.type = "text";
    // Some phones' keyboards for numbers have no minus.
    input.inputMode = item.min < 0 ? "text" : item.decimals > 0 ? "decimal" : "numeric";
    return input;
  }
  input.type = item.kind;
  if (item.kind === "date") {
    input.min = item.min ?? "";
    input.max = item.max ?? LAST_DAY;
  }
  return input;
}
