import type { Outbox, OutboxStorage } from "@lab/survey-client";
import { surveyTimestamp } from "@lab/survey-schema";
import { type OutboxView, readOutboxView } from "../sending/outbox-view.ts";
import type { KnownParticipant } from "../sending/participant.ts";
import type { Receipts } from "../sending/receipts.ts";
import { readAnswers } from "../survey/read-answers.ts";
import { createStopwatch } from "../survey/stopwatch.ts";
import { type Submission, submitSurvey } from "../survey/submit-survey.ts";
import { byId } from "./element.ts";
import { showLikertItems } from "./likert-items.ts";
import { showOutbox } from "./outbox-section.ts";
import { onChangeParticipant, showParticipant } from "./participant-field.ts";
import { clearProblems, showMessage, showProblems } from "./problems.ts";
import { bannerMessage, receiptMessage } from "./sending-messages.ts";
import { setLiveText } from "./set-live-text.ts";

export interface SurveyPageParts {
  readonly outbox: Outbox;
  readonly storage: OutboxStorage;
  readonly receipts: Receipts;
  readonly participant: KnownParticipant;
}

/** Shows the survey, saves what is submitted, and shows what becomes of it, also of what other tabs submit. */
export function startSurveyPage({ outbox, storage, receipts, participant }: SurveyPageParts): void {
  const form = byId("survey-form", HTMLFormElement);
  const stopwatch = createStopwatch();
  const otherTabs = new BroadcastChannel("survey-outbox");
  let user_id = participant.find();
  let shownReceipt: string | undefined;
  let nextTry: number | undefined;
  let denied = false;
  let submitting = false;
  let refreshes = 0;

  async function refresh(): Promise<void> {
    refreshes += 1;
    const latest = refreshes;
    try {
      const view = await readOutboxView(outbox, storage, receipts);
      if (latest === refreshes) show(view);
    } catch {
      setLiveText("banner", NO_STORAGE);
    }
  }

  function show(view: OutboxView): void {
    const state = { online: navigator.onLine, nextTry, denied, waiting: view.waiting };
    showOutbox(view);
    setLiveText("banner", bannerMessage(state));
    const shown = view.submissions.find(({ id }) => id === shownReceipt);
    if (shown !== undefined) {
      byId("receipt-state", HTMLElement).dataset.state = shown.state;
      setLiveText("receipt-state", receiptMessage(shown.state, state));
    }
  }

  function showSurvey(): void {
    form.reset();
    clearProblems();
    showParticipant(user_id, participant.enrolmentCode() !== undefined);
    shownReceipt = undefined;
    byId("receipt-view", HTMLElement).hidden = true;
    byId("survey-view", HTMLElement).hidden = false;
    window.scrollTo({ top: 0 });
    stopwatch.start();
  }

  function showReceipt({ id, code }: { readonly id: string; readonly code: string }): void {
    shownReceipt = id;
    byId("survey-view", HTMLElement).hidden = true;
    byId("receipt-view", HTMLElement).hidden = false;
    byId("receipt-code", HTMLElement).textContent = code;
    window.scrollTo({ top: 0 });
    byId("receipt-title", HTMLElement).focus();
    clearProblems();
  }

  async function submit(): Promise<void> {
    const read = readAnswers(new FormData(form));
    if (!read.complete) return showProblems(read.problems);
    const timestamp = surveyTimestamp(new Date());
    const survey = { ...read.answers, timestamp, time_elapsed: stopwatch.seconds() };
    const submission = await submitSurvey(survey, { outbox, receipts });
    if (submission.status !== "saved") {
      return showMessage("Your answers are not saved yet", explanation(submission));
    }
    user_id = survey.user_id;
    participant.remember(user_id);
    showReceipt(submission);
    await refresh();
    await askToKeep();
  }

  outbox.subscribe((event) => {
    if (event.type === "next_try") {
      nextTry = event.at;
      denied = DENIED.has(event.error.code);
    } else if (event.type === "sent") {
      nextTry = undefined;
      denied = false;
    }
    if (event.type !== "failed" && event.type !== "next_try") otherTabs.postMessage(event.type);
    void refresh();
  });
  otherTabs.addEventListener("message", () => void refresh());
  window.addEventListener("offline", () => void refresh());
  window.addEventListener("online", () => {
    nextTry = undefined;
    void refresh();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") outbox.wake();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (submitting) return;
    submitting = true;
    submit()
      .catch((error: unknown) =>
        showMessage("Your answers are not saved yet", `${STILL_HERE} (${String(error)})`),
      )
      .finally(() => {
        submitting = false;
      });
  });
  byId("answer-again", HTMLButtonElement).addEventListener("click", () => {
    showSurvey();
    byId("survey-title", HTMLElement).focus();
  });
  onChangeParticipant(() => {
    user_id = undefined;
  });

  showLikertItems();
  showSurvey();
  void refresh();
}

/** So that the browser does not clear what waits when the device runs short of space. One that cannot promise it saves as well. */
async function askToKeep(): Promise<void> {
  try {
    await navigator.storage.persist();
  } catch (error) {
    console.warn("The browser may clear what waits if the device runs short of space:", error);
  }
}

/** Codes of failures that only the lab, or its link, can help. */
const DENIED: ReadonlySet<string> = new Set(["access_denied", "configuration"]);
const STILL_HERE = "Something went wrong. Your answers are still in the form; please submit them again.";
const NO_STORAGE =
  "This browser does not let the page keep answers on this device. Please open it in a window that is not private.";

function explanation(submission: Exclude<Submission, { status: "saved" }>): string {
  switch (submission.status) {
    case "conflicting":
      return "Other answers of yours were submitted in this very second. Those are safe, and these are still in the form: please submit them again.";
    case "refused":
      return "They cannot be sent as they are. They are still in the form; please tell the lab.";
    case "not_saved":
      return NOT_SAVED[submission.code];
  }
}

const NOT_SAVED = {
  full: "This device has no space left. Your answers are still in the form: free some space, then submit them again.",
  not_permitted: `${NO_STORAGE} Your answers are still in the form.`,
  unavailable: STILL_HERE,
} as const;
