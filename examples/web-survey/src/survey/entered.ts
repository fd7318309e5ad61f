/** What stands in the form, before anybody has judged it. */
export interface Entered {
  /** By the names of the fields. A field that was not touched is absent or has an empty text. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Fields in which something stands that the browser cannot read, such as half a date. */
  readonly unreadable: ReadonlySet<string>;
}

/** The one text of a field; empty when there is none. */
export function enteredText({ values }: Pick<Entered, "values">, field: string): string {
  return values.get(field)?.[0] ?? "";
}
