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

const participant = knownParticipant(location);
// The enrolment code is remembered now, and must not be in a picture of the screen.
if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
const client = deferredClient(async () => {
  const config = await loadSurveyConfig(new URL("survey-config.json", document.baseURI));
  return connect(config, participant.enrolmentCode());
});
const storage = createIndexedDbStorage();
const outbox = createOutbox({ client, storage });
startSurveyPage({ outbox, storage, receipts: createReceipts(), participant });
outbox.start();
if (import.meta.env.PROD) keepPageOffline();
