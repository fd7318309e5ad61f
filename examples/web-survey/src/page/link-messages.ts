import type { LinkProblem } from "../enrolment/arrive.ts";
import { askToChange } from "./ask.ts";
import { byId } from "./element.ts";
import { say, speech } from "./speech.ts";

/** Says above the form what is wrong with the link that was opened. */
export function showLinkProblem(problem: LinkProblem | undefined): void {
  const element = byId("link-problem", HTMLElement);
  element.hidden = problem === undefined;
  say(element, ({ link }) => (problem === undefined ? "" : link[problem]));
}

/** Asks whether somebody else is to answer on this device from now on. */
export function askToChangeParticipant(from: string, to: string): Promise<boolean> {
  return askToChange(speech().words.switchParticipant(from, to));
}
