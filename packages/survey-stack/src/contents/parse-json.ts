/**
 * The value of a JSON text. It is for texts that others wrote, which may not be JSON.
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
