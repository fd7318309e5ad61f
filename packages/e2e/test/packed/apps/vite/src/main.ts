import { createOutbox, createSurveyClient, type SurveyClientOptions } from "@lab/survey-client";
import { createIndexedDbStorage } from "@lab/survey-client/indexed-db";
import { makeSurvey } from "./make-survey";

declare const CONNECTION: SurveyClientOptions;

const began = new Date(Date.now() - 60_000);
const outbox = createOutbox({ client: createSurveyClient(CONNECTION), storage: createIndexedDbStorage() });
const { id } = await outbox.save(makeSurvey("vite-app", began));
const { sent, failure } = await outbox.flush();
console.log(JSON.stringify({ id, sent, failure: failure?.message, ...(await outbox.status()) }));
