import type { LinkProblem } from "../enrolment/arrive.ts";
import { askToChange } from "./ask.ts";
import { byId } from "./element.ts";

const problems: Readonly<Record<LinkProblem, string>> = {
  code_of_another:
    "The link that you opened has the enrolment code of another participant. Nothing on this device was changed. Please ask the lab for your own link.",
  code_unknown:
    "The lab does not know the enrolment code in the link that you opened. Nothing on this device was changed. Please ask the lab for a new link.",
  code_unchecked:
    "The enrolment code in the link that you opened could not be checked, because the lab could not be reached. Nothing on this device was changed. Please check your network, then open the link again. If that does not help, tell the lab.",
  code_check_failed:
    "The enrolment code in the link that you opened could not be checked, because something is wrong at the lab. Nothing on this device was changed. Please open the link again later. If that does not help, tell the lab.",
};

/** Says above the form what is wrong with the link that was opened. */
export function showLinkProblem(problem: LinkProblem | undefined): void {
  const element = byId("link-problem", HTMLElement);
  element.hidden = problem === undefined;
  element.textContent = problem === undefined ? "" : problems[problem];
}

/** Asks whether somebody else is to answer on this device from now on. */
export function askToChangeParticipant(from: string, to: string): Promise<boolean> {
  return askToChange({
    title: `Switch to participant ${to}?`,
    text: [
      `Participant ${from} answers on this device. The link that you opened is for participant ${to}.`,
      `Answers that wait on this device stay those of participant ${from}, and are sent as such.`,
    ],
    keep: `Keep ${from}`,
    change: `Switch to ${to}`,
  });
}
