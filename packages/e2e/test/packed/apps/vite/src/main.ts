import {
  createOutbox,
  createSurveyClient,
  type SurveyClientOptions,
  type SurveyInput,
} from "@lab/survey-client";
import { createIndexedDbStorage } from "@lab/survey-client/indexed-db";

declare const CONNECTION: SurveyClientOptions;
declare const SURVEY: SurveyInput;

const outbox = createOutbox({ client: createSurveyClient(CONNECTION), storage: createIndexedDbStorage() });
await outbox.save(SURVEY);
const { sent, failure } = await outbox.flush();
console.log(JSON.stringify({ sent, failure: failure?.message, ...(await outbox.status()) }));
