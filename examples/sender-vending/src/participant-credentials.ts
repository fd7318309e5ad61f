import { vendedCredentials } from "./vended-credentials.ts";

export interface ParticipantCredentialsOptions {
  /** The vending endpoint. */
  readonly url: string;
  /** What the participant got from the study. */
  readonly enrolmentCode: string;
}

/** Thrown when the endpoint does not know the enrolment code: the participant has to enrol (again). */
export class CredentialsRefusedError extends Error {
  /** Cognito's name for such errors, by which `@lab/survey-client` tells `access_denied` from a network that is away. */
  override readonly name = "NotAuthorizedException";
  readonly code = "CREDENTIALS_REFUSED";
}

/** Thrown when the endpoint did not vend, for a reason that passes. */
export class VendingUnavailableError extends Error {
  override readonly name = "VendingUnavailableError";
  readonly code = "VENDING_UNAVAILABLE";
}

/** A hung endpoint must not hold up the outbox for ever; in milliseconds. */
const TIMEOUT = 10_000;

/**
 * A participant's credentials for `createSurveyClient`, on their phone. The AWS SDK asks for them when it needs some, and again
 * 5 minutes before they expire.
 *
 * @returns what fetches them. It throws CredentialsRefusedError, VendingUnavailableError, or what `fetch` throws; the survey
 *   client makes an outcome of it, and the outbox keeps the survey and tries again.
 * @example
 * const credentials = participantCredentials({ url, enrolmentCode });
 * const client = createSurveyClient({ queueUrl, credentials });
 */
export function participantCredentials({ url, enrolmentCode }: ParticipantCredentialsOptions) {
  return async () => {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${enrolmentCode}` },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.status === 401) throw new CredentialsRefusedError("the enrolment code is not known");
    if (!response.ok) throw new VendingUnavailableError(`the vending endpoint answered ${response.status}`);
    const { expiresInSeconds, ...credentials } = vendedCredentials.parse(await response.json());
    return { ...credentials, expiration: new Date(Date.now() + expiresInSeconds * 1_000) };
  };
}
