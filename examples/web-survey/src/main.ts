// The page: which study it is of, what is asked, who answers, and what waits on this device.
import { study as theStudy } from "@lab/study";
import { arrive } from "./enrolment/arrive.ts";
import { checkCode } from "./enrolment/check-code.ts";
import { readParticipantLink } from "./enrolment/participant-link.ts";
import { closeQuestion } from "./page/ask.ts";
import { byId } from "./page/element.ts";
import { keepPageOffline } from "./page/keep-page-offline.ts";
import { askToChangeParticipant, showLinkProblem } from "./page/link-messages.ts";
import { type NotReady, showNotReady } from "./page/not-ready.ts";
import { showView } from "./page/show-view.ts";
import { say, sayPageWords, speak } from "./page/speech.ts";
import { FORGOTTEN, startSurveyPage } from "./page/survey-page.ts";
import { findStudy } from "./study/find-study.ts";
import { createKnownStudies } from "./study/known-studies.ts";
import { pageName } from "./study/storage-names.ts";
import { createStudy } from "./study/study.ts";
import { loadSurveyConfig, SurveyConfigError } from "./study/survey-config.ts";
import { findAsked } from "./survey/find-questionnaire.ts";
import { readSurveyLink, withoutFields } from "./survey/survey-link.ts";
import { firstRead, languages } from "./words/languages.ts";

/** The link that was opened, which the page takes out of the address. */
const opened = location.href;
const surveyLink = readSurveyLink(location);
const questionnaire = findAsked(theStudy, surveyLink.questionnaire);
/** In which the page can speak. */
const offered = questionnaire?.languages ?? Object.keys(languages);
const folder = new URL(".", document.baseURI).pathname;

async function open(): Promise<void> {
  speak(firstRead(offered, navigator.languages));
  sayPageWords();
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
  const language = await participants
    .language()
    .then((chosen) => firstRead(offered, [...(chosen === undefined ? [] : [chosen]), ...navigator.languages]))
    .catch(explainNoStorage);
  if (language === undefined) return;
  speak(language);
  const openingText = byId("opening-text", HTMLElement);
  const check = async (url: string, code: string) => {
    say(openingText, ({ checkingCode }) => checkingCode);
    const checked = await checkCode(url, code);
    say(openingText, () => "");
    return checked;
  };
  const arrival = await arrive(link, {
    participants,
    check: credentialsUrl === undefined ? undefined : (code) => check(credentialsUrl, code),
    async mayChange(from, to) {
      const changes = await askToChangeParticipant(from, to);
      // The question is answered, and is not asked again when the page is loaded again.
      history.replaceState(null, "", location.pathname + withoutFields(location.search, ["participant"]));
      return changes;
    },
  }).catch(explainNoStorage);
  if (arrival === undefined) return;
  const enrolled = await participants.hasCodes().catch(explainNoStorage);
  if (enrolled === undefined) return;
  showLinkProblem(arrival.problem);
  otherTabs.removeEventListener("message", onForgotten);
  startSurveyPage({
    folder,
    link: surveyLink,
    questionnaire,
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

/** Without knowing whose the device is, nobody can answer on it. */
function explainNoStorage(error: unknown): undefined {
  explainNotReady("no_storage", error);
}

function explainNotReady(why: NotReady, error: unknown): void {
  console.error("The page cannot take answers:", error);
  showNotReady(why, () => {
    history.replaceState(null, "", opened);
    location.reload();
  });
}

// A link that differs from the open page in its code alone does not load the page again by itself.
window.addEventListener("hashchange", () => {
  if (readParticipantLink(location).code !== undefined) location.reload();
});
// Without knowing where answers go, there is no place to keep them in.
open().catch((error: unknown) =>
  explainNotReady(error instanceof SurveyConfigError ? "unusable" : "unreachable", error),
);
if (import.meta.env.PROD) keepPageOffline();
