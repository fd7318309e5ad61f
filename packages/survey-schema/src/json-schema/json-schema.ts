/** A JSON Schema, or a part of one, as data that can be written as JSON. */
export type JsonSchema = Readonly<Record<string, unknown>>;
