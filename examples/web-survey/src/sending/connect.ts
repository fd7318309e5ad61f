import { createSurveyClient, type SurveyClient } from "@lab/survey-client";
import { credentialsFrom } from "./credentials.ts";
import type { SurveyConfig } from "./survey-config.ts";

/** The client for the queue that the configuration names. */
export function connect({
  queueUrl,
  region,
  endpoint,
  credentials,
  credentialsUrl,
}: SurveyConfig): SurveyClient {
  const provider =
    credentials ?? (credentialsUrl === undefined ? undefined : credentialsFrom(credentialsUrl));
  return createSurveyClient({
    queueUrl,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(provider !== undefined && { credentials: provider }),
  });
}
