import { participantCredentials } from "@lab/sender-vending/participant-credentials";
import { CredentialsRefusedError } from "@lab/sender-vending/request-credentials";
import { judge } from "@lab/study";
import { createSurveyClient, type SendOutcome, type SurveyClient } from "@lab/survey-client";
import type { Participants } from "../study/participants.ts";
import type { SurveyConfig } from "../study/survey-config.ts";

/**
 * A client that sends one participant's surveys, with this participant's credentials, to the queue that the configuration
 * names. It sends nobody else's.
 *
 * @param owner - whose surveys; `undefined` for entries of the outbox that are nobody's: it sends none, and
 *   says of each what is wrong with it.
 */
export function connect(
  config: SurveyConfig,
  owner: string | undefined,
  { codeOf }: Pick<Participants, "codeOf">,
): Pick<SurveyClient, "sendAll"> {
  const { queueUrl, region, endpoint, credentialsUrl } = config;
  const credentials =
    credentialsUrl === undefined ? config.credentials : vendedTo(owner, credentialsUrl, codeOf);
  const client = createSurveyClient({
    queueUrl,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
  });
  return {
    async sendAll(surveys, options) {
      const all = [...surveys];
      const own = new Set(all.filter((survey) => !isOfAnother(survey)));
      const outcomes = await client.sendAll(own, options);
      const outcomeOf = new Map([...own].map((survey, index) => [survey, outcomes[index]]));
      return all.map((survey) => outcomeOf.get(survey) ?? ofAnother);
    },
  };

  function isOfAnother(survey: unknown): boolean {
    const parsed = judge.parse(typeof survey === "string" ? survey : JSON.stringify(survey));
    return parsed.wellFormed && parsed.survey.user_id !== owner;
  }
}

/** Only another program of this origin could have put it there. It stays on the device. */
const ofAnother: SendOutcome = {
  status: "failed",
  code: "access_denied",
  message: "the survey was not sent: it lies among another participant's surveys",
  retryable: false,
};

/**
 * The code is read anew for each request, because the participant may have opened a new link since, in
 * another tab.
 */
function vendedTo(owner: string | undefined, url: string, codeOf: Participants["codeOf"]) {
  return async () => {
    const enrolmentCode = owner === undefined ? undefined : await codeOf(owner);
    if (owner === undefined || enrolmentCode === undefined) {
      throw new CredentialsRefusedError("this device has no enrolment code of this participant");
    }
    return await participantCredentials({ url, enrolmentCode, participant: owner })();
  };
}
