/**
 * What a JSON text says. For texts that others wrote, where not being JSON is one more way of not being what is looked for.
 *
 * @returns undefined for a text that is not JSON, so that no schema takes it.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
