import { userIdSchema } from "@lab/survey-schema";

/** What the link says that the lab gave to a participant. */
export interface ParticipantLink {
  /** From `?participant=0001`. */
  readonly participant: string | undefined;
  /** From `#code=…`: what the participant gets credentials for, where the lab gives them out per participant. */
  readonly code: string | undefined;
}

/**
 * Reads a participant's link. The enrolment code is behind a `#`, which no web server sees. A number that no participant can have
 * is not believed.
 *
 * @param location - the page's.
 */
export function readParticipantLink({ search, hash }: Pick<Location, "search" | "hash">): ParticipantLink {
  const { success, data } = userIdSchema.safeParse(new URLSearchParams(search).get("participant"));
  // A code may be Base64; in a link written by hand its plus signs stand for themselves.
  const fields = new URLSearchParams(hash.slice(1).replaceAll("+", "%2B"));
  return { participant: success ? data : undefined, code: fields.get("code") || undefined };
}
