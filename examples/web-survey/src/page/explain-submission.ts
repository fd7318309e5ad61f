import type { Submission } from "../survey/submit-survey.ts";
import type { Announcement, Words } from "../words/words.ts";

type NotSaved = Exclude<Submission, { status: "saved" }>;

/** What the participant reads above the form when their answers were not saved. */
export function explainSubmission(submission: NotSaved, { notSaved }: Words, locale: string): Announcement {
  const { title } = notSaved;
  switch (submission.status) {
    case "too_fast":
      return {
        title: notSaved.tooFastTitle,
        text: notSaved.tooFast(submission.seconds.toLocaleString(locale)),
      };
    case "conflicting":
      return { title, text: notSaved.conflicting };
    case "refused":
      return { title, text: notSaved.refused };
    case "not_saved":
      return { title, text: notSaved.storage[submission.code] };
  }
}
