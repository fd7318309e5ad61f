import { createSurveyClient, type SurveyClient } from "@lab/survey-client";

/** Credentials that a service of the lab's gets from STS, and gives to devices as JSON. The SDK asks again as they expire. */
export function clientOfVendedCredentials(queueUrl: string, vendingUrl: string): SurveyClient {
  return createSurveyClient({
    queueUrl,
    async credentials() {
      const response = await fetch(vendingUrl, { method: "POST" });
      if (!response.ok) throw new Error(`${vendingUrl} answered ${response.status}`);
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = await response.json();
      return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiration) };
    },
  });
}
