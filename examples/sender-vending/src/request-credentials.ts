import { type VendedCredentials, vendedCredentials } from "./vended-credentials.ts";

export interface CredentialsRequest {
  /** The vending endpoint. */
  readonly url: string;
  /** What the participant got from the study. */
  readonly enrolmentCode: string;
}

/** Thrown when the endpoint does not know the enrolment code. The participant has to enrol (again). */
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

/** What can stand behind `Bearer` in a header. Messengers put other characters to a link, such as a quotation mark. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** A hung endpoint must not hold up the outbox for ever; in milliseconds. */
const TIMEOUT = 10_000;

/**
 * Asks the vending endpoint once for credentials and their participant. So it also tells to which participant
 * a code belongs.
 *
 * @throws CredentialsRefusedError, VendingUnavailableError, or what `fetch` throws when there is no network.
 * @example
 * const { participant } = await requestCredentials({ url, enrolmentCode });
 */
export async function requestCredentials({
  url,
  enrolmentCode,
}: CredentialsRequest): Promise<VendedCredentials> {
  // `fetch` would throw what looks like a network that is away.
  if (!SENDABLE.test(enrolmentCode)) throw new CredentialsRefusedError("the enrolment code cannot be one");
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${enrolmentCode}` },
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (response.status === 401) throw new CredentialsRefusedError("the enrolment code is not known");
  if (!response.ok) throw new VendingUnavailableError(`the vending endpoint answered ${response.status}`);
  try {
    return vendedCredentials.parse(await response.json());
  } catch (cause) {
    const message =
      "the vending endpoint did not answer with credentials and their participant. Check its URL and deploy its newest version";
    throw new VendingUnavailableError(message, { cause });
  }
}
