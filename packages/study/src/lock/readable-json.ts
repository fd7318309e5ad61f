const MAX_WIDTH = 110;

/** A JSON document for people and for git: what fits on a line stands on one, and everything else below each other. */
export function readableJson(value: unknown): string {
  return `${write(value, "", 0)}\n`;
}

/** @param used - How much of the line is taken before the value, beyond the indentation. */
function write(value: unknown, indent: string, used: number): string {
  const flat = oneLine(value);
  if (typeof value !== "object" || value === null || indent.length + used + flat.length < MAX_WIDTH)
    return flat;
  const inner = `${indent}  `;
  const [open, lines, close] = Array.isArray(value)
    ? (["[", value.map((one: unknown) => write(one, inner, 0)), "]"] as const)
    : ([
        "{",
        Object.entries(value).map(([name, one]) => {
          const key = `${JSON.stringify(name)}: `;
          return `${key}${write(one, inner, key.length)}`;
        }),
        "}",
      ] as const);
  return `${open}\n${lines.map((line) => `${inner}${line}`).join(",\n")}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${oneLine(one)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
