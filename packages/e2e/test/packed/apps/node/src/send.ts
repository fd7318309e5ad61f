import { createFolderStorage, createOutbox, createSurveyClient } from "@lab/survey-client";
import { makeSurvey } from "./make-survey.js";

const began = new Date(Date.now() - 60_000);
const client = createSurveyClient({ queueUrl: process.env.SURVEY_QUEUE_URL ?? "" });
const outbox = createOutbox({ client, storage: createFolderStorage("outbox") });

const { id } = await outbox.save(makeSurvey("0001", began)); // from here on it is safe on the device
const { sent } = await outbox.flush();
console.log(`${id}: ${sent} sent, ${(await outbox.status()).waiting} waiting`);
client.close();
