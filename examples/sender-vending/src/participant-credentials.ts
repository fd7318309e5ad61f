import { type CredentialsRequest, requestCredentials } from "./request-credentials.ts";

export interface ParticipantCredentialsOptions extends CredentialsRequest {
  /** The `user_id` of the surveys that will be sent with these credentials. */
  readonly participant: string;
}

/**
 * Thrown when the enrolment code is another participant's. Nothing was sent, because every survey of this
 * participant would have been rejected as `wrong_sender`. The participant needs a code of their own.
 */
export class CredentialsOfAnotherError extends Error {
  /** As of `CredentialsRefusedError`: this device may not send for this participant. */
  override readonly name = "NotAuthorizedException";
  readonly code = "CREDENTIALS_OF_ANOTHER";
}

/**
 * A participant's credentials for `createSurveyClient`, on their phone. The AWS SDK asks for them when it
 * needs some, and again 5 minutes before they expire. Each time, the credentials' participant is compared
 * with the one whose surveys will be sent.
 *
 * @returns what fetches them. It throws CredentialsOfAnotherError and what `requestCredentials` throws; the survey client makes
 *   an outcome of it, and the outbox keeps the survey and tries again.
 * @example
 * const credentials = participantCredentials({ url, enrolmentCode, participant: "0001" });
 * const client = createSurveyClient({ queueUrl, credentials });
 */
export function participantCredentials({ participant, ...request }: ParticipantCredentialsOptions) {
  return async () => {
    const vended = await requestCredentials(request);
    if (vended.participant !== participant) {
      throw new CredentialsOfAnotherError("the enrolment code belongs to another participant");
    }
    const { accessKeyId, secretAccessKey, sessionToken, expiresInSeconds } = vended;
    const expiration = new Date(Date.now() + expiresInSeconds * 1_000);
    return { accessKeyId, secretAccessKey, sessionToken, expiration };
  };
}
