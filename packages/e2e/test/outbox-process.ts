// A program with an outbox in a folder, for tests that kill it: saves surveys one after another, says so, and sends them.
import { createSurveyClient } from "@lab/survey-client";
import { createFolderStorage, createOutbox } from "@lab/survey-client/node";
import { surveyText } from "@lab/testing/survey";
import { timestampOf } from "./pipeline.ts";

const [folder = "", queueUrl = "", user_id = "", surveys = "0"] = process.argv.slice(2);
const client = createSurveyClient({ queueUrl });
const outbox = createOutbox({ storage: createFolderStorage(folder), client, interval: 100 });
outbox.start();
for (let second = 0; second < Number(surveys); second++) {
  const { id } = await outbox.save(surveyText({ user_id, timestamp: timestampOf(second) }));
  process.stdout.write(`${id}\n`);
}
