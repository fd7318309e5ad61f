import { MIN_TIME_ELAPSED } from "@lab/survey-schema";
import type { Submission } from "../survey/submit-survey.ts";

type NotSaved = Exclude<Submission, { status: "saved" }>;

export const STILL_HERE =
  "Something went wrong. Your answers are still in the form; please submit them again.";
export const NO_STORAGE =
  "This browser does not let the page keep answers on this device. Please open it in a window that is not private.";

const notSaved = {
  FULL: "This device has no space left. Your answers are still in the form: free some space, then submit them again.",
  NOT_PERMITTED: `${NO_STORAGE} Your answers are still in the form.`,
  UNAVAILABLE: STILL_HERE,
} as const;

/** What the participant reads above the form when their answers were not saved. */
export function explainSubmission(submission: NotSaved): {
  readonly title: string;
  readonly message: string;
} {
  const title = "Your answers are not saved yet";
  switch (submission.status) {
    case "too_fast":
      return {
        title: "That was very quick",
        message: `Answers that took ${MIN_TIME_ELAPSED} seconds or less do not count. Yours are still in the form: please check them, then submit them again.`,
      };
    case "conflicting":
      return {
        title,
        message:
          "Other answers of yours were submitted in this very second. Those are safe, and these are still in the form: please submit them again.",
      };
    case "refused":
      return {
        title,
        message: "They cannot be sent as they are. They are still in the form; please tell the lab.",
      };
    case "not_saved":
      return { title, message: notSaved[submission.code] };
  }
}
