import { USER_ID } from "./envelope.ts";
import { isRecord } from "./read-envelope.ts";

/**
 * The participant that a message's body names, even if it is no well-formed survey. A body that is no JSON object names nobody.
 *
 * @returns undefined when it names nobody, or somebody whose id is not one.
 * @example namedParticipant('{"user_id":"0001","q1":"many"}') // "0001"
 */
export function namedParticipant(body: string): string | undefined {
  try {
    return participantIn(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** The same of a body that was parsed. */
export function participantIn(json: unknown): string | undefined {
  const id = isRecord(json) && Object.hasOwn(json, "user_id") ? json.user_id : undefined;
  return typeof id === "string" && USER_ID.test(id) ? id : undefined;
}
