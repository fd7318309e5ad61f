import { fromCognitoIdentityPool } from "@aws-sdk/credential-provider-cognito-identity";
import { createSurveyClient, type SurveyClient } from "@lab/survey-client";

/** Credentials of an identity pool's guest role, to which the stack's sender policy is attached. They renew themselves. */
export function clientOfIdentityPool(queueUrl: string, identityPoolId: string): SurveyClient {
  // An identity pool's id begins with its region: eu-central-1:1234….
  const [region = ""] = identityPoolId.split(":");
  const credentials = fromCognitoIdentityPool({ identityPoolId, clientConfig: { region } });
  return createSurveyClient({ queueUrl, credentials });
}
