/** A column as another program has it. */
export interface ReadColumn {
  readonly name: string;
  /** What the program says that it is. */
  readonly type: string;
  readonly label: string;
  /** Labelled values. */
  readonly values: readonly (readonly [value: number | string, label: string])[];
  readonly cells: readonly (number | string | null)[];
}

/** Tables as another program has them, by name. */
export type ReadTables = Readonly<Record<string, readonly ReadColumn[]>>;

/** What the scripts for R print. It has no way to write every text as JSON, so texts are bytes in hexadecimal. */
export function parseHex(json: string): ReadTables {
  return JSON.parse(json, (_, value) =>
    typeof value === "string" && value.startsWith("hex:")
      ? Buffer.from(value.slice(4), "hex").toString()
      : value,
  );
}
