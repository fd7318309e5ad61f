// The page: which study it is of, who answers, and what waits on this device.
import { arrive } from "./enrolment/arrive.ts";
import { checkCode } from "./enrolment/check-code.ts";
import { readParticipantLink } from "./enrolment/participant-link.ts";
import { closeQuestion } from "./page/ask.ts";
import { byId } from "./page/element.ts";
import { keepPageOffline } from "./page/keep-page-offline.ts";
import { askToChangeParticipant, showLinkProblem } from "./page/link-messages.ts";
import { setLiveText } from "./page/set-live-text.ts";
import { showView } from "./page/show-view.ts";
import { FORGOTTEN, startSurveyPage } from "./page/survey-page.ts";
import { findStudy } from "./study/find-study.ts";
import { createKnownStudies } from "./study/known-studies.ts";
import { pageName } from "./study/storage-names.ts";
import { createStudy } from "./study/study.ts";
import { loadSurveyConfig } from "./study/survey-config.ts";

const folder = new URL(".", document.baseURI).pathname;

async function open(): Promise<void> {
  showView("opening-view");
  // Another tab may remove everything while this one is still opening, for example with a question to the participant.
  const otherTabs = new BroadcastChannel(pageName(folder));
  let forgottenAlready = false;
  const onForgotten = ({ data }: MessageEvent) => {
    if (data !== FORGOTTEN) return;
    forgottenAlready = true;
    closeQuestion();
  };
  otherTabs.addEventListener("message", onForgotten);
  const load = () => loadSurveyConfig(new URL("survey-config.json", document.baseURI));
  const known = createKnownStudies(folder);
  const found = await findStudy(load, known);
  const study = createStudy(folder, found.config);
  const earlier = found.earlier.map((config) => createStudy(folder, config));
  const link = readParticipantLink(location);
  // The enrolment code must not be in a picture of the screen, nor in a link that is copied. The browser's history has it already.
  if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
  const { participants } = study;
  const { credentialsUrl } = found.config;
  const check = async (url: string, code: string) => {
    setLiveText("opening-text", "The enrolment code in your link is being checked.");
    const checked = await checkCode(url, code);
    setLiveText("opening-text", "");
    return checked;
  };
  const arrival = await arrive(link, {
    participants,
    check: credentialsUrl === undefined ? undefined : (code) => check(credentialsUrl, code),
    async mayChange(from, to) {
      const changes = await askToChangeParticipant(from, to);
      // The question is answered, and is not asked again when the page is loaded again.
      history.replaceState(null, "", location.pathname);
      return changes;
    },
    // A browser that lets nothing be kept shows the form for the participant of the link, and says that it cannot save.
  }).catch(() => ({ user_id: link.participant }));
  showLinkProblem("problem" in arrival ? arrival.problem : undefined);
  const enrolled = await participants.hasCodes().catch(() => true);
  otherTabs.removeEventListener("message", onForgotten);
  startSurveyPage({
    folder,
    study,
    earlier,
    known,
    arrival,
    enrolled,
    settled: found.settled,
    otherTabs,
    forgottenAlready,
  });
}

/** Without knowing where answers go, there is no place to keep them in. */
function explainNotReady(error: unknown): void {
  console.error("The page could not learn where to send surveys:", error);
  showView("not-ready-view");
  const again = () => location.reload();
  byId("try-again", HTMLButtonElement).addEventListener("click", again);
  window.addEventListener("online", again);
}

// A link that differs from the open page in its code alone does not load the page again by itself.
window.addEventListener("hashchange", () => {
  if (readParticipantLink(location).code !== undefined) location.reload();
});
open().catch(explainNotReady);
if (import.meta.env.PROD) keepPageOffline();
