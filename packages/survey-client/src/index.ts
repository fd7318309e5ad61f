export type { SurveyInput } from "./encode-survey.ts";
export type {
  FailedOutcome,
  FailureCode,
  RefusedOutcome,
  SendOutcome,
  SentOutcome,
} from "./send-outcome.ts";
export {
  createSurveyClient,
  type SendAllOptions,
  type SendOptions,
  type SendProgress,
  type SurveyClient,
  type SurveyClientOptions,
} from "./survey-client.ts";
