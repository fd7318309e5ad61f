import type { Questionnaire } from "@lab/survey-schema";
import type { Arrival } from "../enrolment/arrive.ts";
import type { OutboxView } from "../sending/outbox-view.ts";
import { forgetDevice } from "../study/forget-device.ts";
import type { KnownStudies } from "../study/known-studies.ts";
import { createStudy, type Study } from "../study/study.ts";
import type { SurveyConfig } from "../study/survey-config.ts";
import type { SurveyLink } from "../survey/survey-link.ts";
import { createDeviceStatus } from "./device-status.ts";
import { byId } from "./element.ts";
import { offerToForget, showForgetting, showForgotten, showNotForgotten } from "./forget-section.ts";
import { offerLanguages } from "./language-switch.ts";
import { onChangeParticipant } from "./participant-field.ts";
import { showView } from "./show-view.ts";
import { say } from "./speech.ts";
import { createSurveyView } from "./survey-view.ts";

export interface SurveyPageParts {
  /** The path of the page's folder. */
  readonly folder: string;
  readonly link: SurveyLink;
  /** What is asked; `undefined` if the study has no questionnaire as the link says. */
  readonly questionnaire: Questionnaire | undefined;
  readonly study: Study;
  /** Studies that the page was of before, and whose surveys may still wait. */
  readonly earlier: readonly Study[];
  /** All studies of the page on this device. Another tab may come to know of a later one. */
  readonly known: Pick<KnownStudies, "all">;
  readonly arrival: Arrival;
  /**
   * Whether the device has anybody's enrolment code, so that another participant can answer on it only by
   * their link.
   */
  readonly enrolled: boolean;
  /** Resolves when nothing outside of this page's parts writes to the device any more. */
  readonly settled: Promise<void>;
  /** Between the tabs of this page. */
  readonly otherTabs: BroadcastChannel;
  /** Whether another tab has removed everything while the page was opening. */
  readonly forgottenAlready: boolean;
}

/** What tabs of a page tell one another when one of them removes everything from the device. */
export const FORGOTTEN = "forgotten";

/**
 * Shows the survey, saves what is submitted, and shows what becomes of it, also of what other tabs submit.
 */
export function startSurveyPage(parts: SurveyPageParts): void {
  const { folder, link, questionnaire, study, earlier, known, enrolled, settled, otherTabs } = parts;
  const studies: readonly [Study, ...Study[]] = [study, ...earlier];
  let { user_id } = parts.arrival;
  /** Whose the device is, as far as this page knows. */
  let owner = user_id;
  let receipt: string | undefined;
  let forgotten = false;
  const status = createDeviceStatus(studies, () => ({ user_id, receipt }));
  const survey =
    questionnaire &&
    createSurveyView({ questionnaire, link, study, enrolled, saved, isForgotten: () => forgotten });

  function showSurvey(): void {
    receipt = undefined;
    if (survey === undefined) showUnknown(link);
    else survey.show(user_id);
  }

  async function saved({ id, code }: { id: string; code: string }, of: string): Promise<void> {
    user_id = of;
    receipt = id;
    showView("receipt-view");
    byId("receipt-code", HTMLElement).textContent = code;
    byId("receipt-title", HTMLElement).focus();
    // The survey is safe. A device that cannot remember who answered asks again.
    await study.participants.replaceCurrent(owner, user_id).catch(() => undefined);
    owner = user_id;
    await status.refresh();
    // A browser may ask the participant, who need not answer before the next survey.
    void askToKeep();
  }

  async function sendWaiting(): Promise<void> {
    if (forgotten) return;
    // A storage that fails is told by the status.
    await Promise.allSettled(studies.map(({ outboxes }) => outboxes.sendWaiting()));
  }

  async function allStudies(): Promise<readonly Study[]> {
    const isNew = ({ queueUrl }: SurveyConfig) => !studies.some(({ config }) => config.queueUrl === queueUrl);
    const later = (await known.all()).filter(isNew);
    return [...studies, ...later.map((config) => createStudy(folder, config))];
  }

  /** Stops all work here, and removes everything. Called in every tab, so that none puts anything back. */
  async function forget(): Promise<void> {
    forgotten = true;
    showForgetting();
    try {
      await Promise.all([settled, survey?.settled(), status.stop()]);
      await Promise.all(studies.map(({ outboxes }) => outboxes.stop()));
      const all = await allStudies();
      await forgetDevice(
        folder,
        all.map(({ config }) => config.queueUrl),
      );
      showForgotten();
    } catch (error) {
      showNotForgotten(error);
    }
  }

  for (const { outboxes } of studies) {
    outboxes.subscribe(({ type }) => {
      if (type !== "failed" && type !== "next_try") otherTabs.postMessage(type);
      void status.refresh();
    });
  }
  otherTabs.addEventListener("message", ({ data }) => {
    if (data === FORGOTTEN) void forget();
    else void status.refresh();
  });
  window.addEventListener("offline", () => void status.refresh());
  window.addEventListener("online", () => {
    for (const { outboxes } of studies) outboxes.forgetTroubles();
    void status.refresh();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void sendWaiting();
  });
  byId("answer-again", HTMLButtonElement).addEventListener("click", () => {
    showSurvey();
    byId("survey-title", HTMLElement).focus();
  });
  onChangeParticipant(() => {
    user_id = undefined;
  });
  offerToForget({
    read: async () => countSurveys(await allStudies()),
    forget() {
      otherTabs.postMessage(FORGOTTEN);
      void forget();
    },
  });

  offerLanguages(questionnaire?.languages ?? [], (language) => {
    // A device that has forgotten everything keeps nothing new.
    if (forgotten) return;
    // One that cannot remember it begins with the browser's language again.
    void study.participants.chooseLanguage(language).catch(() => undefined);
  });
  if (parts.forgottenAlready) return void forget();
  showSurvey();
  void status.refresh();
  void sendWaiting();
}

/** The page cannot ask what it does not have. What waits on the device is sent all the same. */
function showUnknown({ questionnaire = "" }: SurveyLink): void {
  say(byId("unknown-text", HTMLElement), (words) => words.unknownQuestionnaire(questionnaire));
  showView("unknown-view");
}

async function countSurveys(studies: readonly Study[]): Promise<Pick<OutboxView, "waiting" | "refused">> {
  const counts = await Promise.all(studies.map(({ storage }) => storage.count()));
  return {
    waiting: counts.reduce((sum, { waiting }) => sum + waiting, 0),
    refused: counts.reduce((sum, { refused }) => sum + refused, 0),
  };
}

/**
 * So that the browser does not clear what waits when the device runs short of space. One that cannot promise
 * it saves as well.
 */
async function askToKeep(): Promise<void> {
  try {
    await navigator.storage.persist();
  } catch (error) {
    console.warn("The browser may clear what waits if the device runs short of space:", error);
  }
}
