/** A value as it is written in TypeScript. Layout is for the formatter. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "number") return numberLiteral(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return object(Object.entries(value).map(([name, one]) => [name, literal(one)]));
}

/** An object whose values are written already. */
export function object(fields: readonly (readonly [name: string, source: string])[]): string {
  return `{ ${fields.map(([name, source]) => `${key(name)}: ${source}`).join(", ")} }`;
}

/** Thousands are separated, as everywhere in the sources. */
function numberLiteral(value: number): string {
  return Number.isInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, "_") : String(value);
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
