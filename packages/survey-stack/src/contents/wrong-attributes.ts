/** The part of a schema of items that is needed here. */
interface ItemSchema {
  readonly shape: Readonly<Record<string, unknown>>;
  safeParse(item: unknown): {
    readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] } | undefined;
  };
}

/**
 * The names of an item's attributes that are not as the processor writes them: missing, of another form, or
 * more than it writes. None when the item is right. Values are never shown.
 */
export function wrongAttributes(schema: ItemSchema, item: Readonly<Record<string, unknown>>): string[] {
  const wrong = new Set(Object.keys(item).filter((name) => !(name in schema.shape)));
  for (const { path } of schema.safeParse(item).error?.issues ?? []) wrong.add(String(path[0]));
  return [...wrong].sort();
}
