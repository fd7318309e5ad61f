import { createFolderStorage, createOutbox, createSurveyClient, sendSurvey } from "@lab/survey-client";

const [queueUrl = "", surveyPath = "", outboxFolder = "", survey = ""] = process.argv.slice(2);
const status: 200 | 400 = await sendSurvey(surveyPath, queueUrl);

const client = createSurveyClient({ queueUrl });
const outbox = createOutbox({ client, storage: createFolderStorage(outboxFolder) });
await outbox.save(survey);
const { sent, failure } = await outbox.flush();
client.close();
console.log(JSON.stringify({ status, sent, failure: failure?.message, ...(await outbox.status()) }));
