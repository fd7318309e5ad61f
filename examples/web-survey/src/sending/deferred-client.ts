import type { SendOutcome, SurveyClient } from "@lab/survey-client";

/**
 * A client that is made when there is something to send: so that the page opens, and saves, before it knows the queue. Until
 * it can be made, every survey fails and waits, and the next attempt tries again to make it.
 */
export function deferredClient(make: () => Promise<SurveyClient>): Pick<SurveyClient, "sendAll"> {
  let made: Promise<SurveyClient> | undefined;
  return {
    async sendAll(surveys, options) {
      made ??= make();
      let client: SurveyClient;
      try {
        client = await made;
      } catch (cause) {
        made = undefined;
        const message = `where to send surveys is not known: ${String(cause)}`;
        return Array.from(surveys, (): SendOutcome => {
          return { status: "failed", code: "network", message, retryable: true, cause };
        });
      }
      return client.sendAll(surveys, options);
    },
  };
}
