import { study as theStudy } from "@lab/study";
import type { Questionnaire } from "@lab/survey-schema";
import type { Study } from "../study/study.ts";
import { composeSurvey } from "../survey/compose-survey.ts";
import { PARTICIPANT } from "../survey/problem.ts";
import { createStopwatch } from "../survey/stopwatch.ts";
import { type Submission, submitSurvey } from "../survey/submit-survey.ts";
import { type SurveyLink, withoutPrompt } from "../survey/survey-link.ts";
import { byId } from "./element.ts";
import { explainSubmission } from "./explain-submission.ts";
import { showParticipant } from "./participant-field.ts";
import { createProblems } from "./problems.ts";
import { showView } from "./show-view.ts";
import { createSurveyForm } from "./survey-form.ts";

export interface SurveyViewParts {
  readonly questionnaire: Questionnaire;
  readonly link: SurveyLink;
  readonly study: Pick<Study, "outboxes" | "receipts">;
  /** Whether somebody has enrolled on this device. */
  readonly enrolled: boolean;
  /** Is told what was saved, and of whom. */
  readonly saved: (submission: Extract<Submission, { status: "saved" }>, user_id: string) => Promise<void>;
  /** Whether the device has forgotten everything, so that nothing may be shown or saved any more. */
  readonly isForgotten: () => boolean;
}

/** The form, from the first look at it until its answers are saved. */
export interface SurveyView {
  /** Shows it empty. */
  show(user_id: string | undefined): void;
  /** Resolves when no submission is under way. */
  settled(): Promise<void>;
}

export function createSurveyView(parts: SurveyViewParts): SurveyView {
  const { questionnaire, link, study, enrolled, saved, isForgotten } = parts;
  const labels = new Map(questionnaire.items.map(({ name, label }) => [name, label]));
  const form = createSurveyForm(questionnaire);
  const problems = createProblems(questionnaire.title, (field) => labels.get(field));
  const stopwatch = createStopwatch();
  let startedAt = new Date();
  let { prompt } = link;
  let submitting: Promise<void> | undefined;

  async function submit(): Promise<void> {
    const { user_id, answers, problems: found } = form.read();
    if (found.length > 0) return problems.show(found);
    const text = composeSurvey({
      questionnaire,
      defaultQuestionnaire: theStudy.defaultQuestionnaire,
      user_id,
      answers,
      time_elapsed: stopwatch.seconds(),
      startedAt,
      submittedAt: new Date(),
      prompt,
    });
    const outbox = study.outboxes.of(user_id);
    const submission = await submitSurvey(text, { outbox, receipts: study.receipts });
    if (isForgotten()) return;
    if (submission.status !== "saved") return explain(submission);
    problems.clear();
    // A prompt is answered once.
    prompt = {};
    history.replaceState(null, "", location.pathname + withoutPrompt(location.search));
    await saved(submission, user_id);
  }

  function explain(submission: Exclude<Submission, { status: "saved" }>): void {
    const fields = submission.status === "refused" ? submission.items : [];
    const ofItems = fields.filter((field) => labels.has(field) || field === PARTICIPANT);
    if (ofItems.length === 0) {
      problems.announce((words, locale) => explainSubmission(submission, words, locale));
    } else problems.show(ofItems.map((field) => ({ field, mistake: { code: "not_accepted" } })));
  }

  form.onInput(({ problems: left }) => problems.update(left));
  byId("survey-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    if (submitting !== undefined || isForgotten()) return;
    submitting = submit()
      .catch((error: unknown) =>
        problems.announce(({ notSaved: { title, stillHere } }) => ({
          title,
          text: `${stillHere} (${String(error)})`,
        })),
      )
      .finally(() => {
        submitting = undefined;
      });
  });

  return {
    show(user_id) {
      form.reset();
      problems.clear();
      showParticipant(user_id, enrolled);
      showView("survey-view");
      stopwatch.start();
      startedAt = new Date();
    },
    async settled() {
      await submitting;
    },
  };
}
