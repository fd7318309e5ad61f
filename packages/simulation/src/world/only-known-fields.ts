import { UnsupportedRequestError } from "./unsupported-request-error.ts";

/**
 * Checks that a request says nothing that the simulation would pass over in silence.
 *
 * @throws UnsupportedRequestError naming the field.
 */
export function onlyKnownFields(what: string, request: object, known: readonly string[]): void {
  for (const [field, value] of Object.entries(request)) {
    if (value !== undefined && !known.includes(field)) {
      throw new UnsupportedRequestError(`${field} in ${what}`, value);
    }
  }
}
