const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text in which nothing is markup. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Markup, which is written as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What stands in a template: markup as it is, several one after the other, and anything else as text. */
type Part = Html | readonly Html[] | string | number;

/**
 * Markup. What stands in it is text, and can be no markup, unless it is markup itself.
 *
 * @example html`<b>${"R & D"}</b>`.text // "<b>R &amp; D</b>"
 */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const written = parts.map((part) => {
    if (part instanceof Html) return part.text;
    return typeof part === "object" ? part.map(({ text }) => text).join("") : escaped(String(part));
  });
  return new Html(String.raw({ raw: markup }, ...written));
}

/** Nothing. */
export const nothing = new Html("");
