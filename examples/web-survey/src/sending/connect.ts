import { CredentialsRefusedError, participantCredentials } from "@lab/sender-vending/participant-credentials";
import { createSurveyClient, type SurveyClient } from "@lab/survey-client";
import type { SurveyConfig } from "./survey-config.ts";

/**
 * The client for the queue that the configuration names.
 *
 * @param enrolmentCode what this device gets credentials for, where the configuration says who gives them out.
 */
export function connect(config: SurveyConfig, enrolmentCode: string | undefined): SurveyClient {
  const { queueUrl, region, endpoint, credentials, credentialsUrl } = config;
  const provider = credentialsUrl === undefined ? credentials : vendedTo(enrolmentCode, credentialsUrl);
  return createSurveyClient({
    queueUrl,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(provider !== undefined && { credentials: provider }),
  });
}

function vendedTo(enrolmentCode: string | undefined, url: string) {
  if (enrolmentCode !== undefined) return participantCredentials({ url, enrolmentCode });
  return () => Promise.reject(new CredentialsRefusedError("this device has no enrolment code"));
}
