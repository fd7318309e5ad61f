import { createFolderStorage, createOutbox, createSurveyClient, sendSurvey } from "@lab/survey-client";
import { makeSurvey } from "./make-survey.js";

const [queueUrl = "", surveyPath = "", outboxFolder = "", survey = ""] = process.argv.slice(2);
const status: 200 | 400 = await sendSurvey(surveyPath, queueUrl);

const client = createSurveyClient({ queueUrl });
const outbox = createOutbox({ client, storage: createFolderStorage(outboxFolder) });
await outbox.save(survey);
const outOfRange = { ...makeSurvey("node-app", new Date()), calm: 101 };
const refusal = await outbox.save(outOfRange).catch((error: Error) => error.message);
const { sent, failure } = await outbox.flush();
client.close();
console.log(JSON.stringify({ status, refusal, sent, failure: failure?.message, ...(await outbox.status()) }));
