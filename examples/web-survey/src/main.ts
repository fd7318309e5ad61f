// The page: what it sends with, where it keeps what waits, and who answers.
import { createOutbox } from "@lab/survey-client";
import { createIndexedDbStorage } from "@lab/survey-client/indexed-db";
import { keepPageOffline } from "./page/keep-page-offline.ts";
import { startSurveyPage } from "./page/survey-page.ts";
import { connect } from "./sending/connect.ts";
import { deferredClient } from "./sending/deferred-client.ts";
import { knownParticipant } from "./sending/participant.ts";
import { createReceipts } from "./sending/receipts.ts";
import { loadSurveyConfig } from "./sending/survey-config.ts";

const client = deferredClient(async () =>
  connect(await loadSurveyConfig(new URL("survey-config.json", document.baseURI))),
);
const storage = createIndexedDbStorage();
const outbox = createOutbox({ client, storage });
startSurveyPage({
  outbox,
  storage,
  receipts: createReceipts(),
  participant: knownParticipant(location.search),
});
outbox.start();
if (import.meta.env.PROD) keepPageOffline();
