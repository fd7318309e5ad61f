// Saves a survey, sends it, and prints what the device takes for the time, and what became of the survey.
import { createFolderStorage, createOutbox, createSurveyClient } from "@lab/survey-client/node";

const [folder = "", queueUrl = "", survey = ""] = process.argv.slice(2);
const client = createSurveyClient({ queueUrl });
const outbox = createOutbox({ client, storage: createFolderStorage(folder) });
await outbox.save(survey);
const { sent } = await outbox.flush();
client.close();
console.log(JSON.stringify({ now: Date.now(), sent, ...(await outbox.status()) }));
