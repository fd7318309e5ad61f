import type { Wording } from "@lab/survey-schema";
import type { Problem } from "../survey/problem.ts";
import type { Announcement, Words } from "../words/words.ts";
import { describeMistake } from "./describe-mistake.ts";
import { byId, within } from "./element.ts";
import { say, sayWording } from "./speech.ts";

export interface Problems {
  /** A message above the form that is about no field. */
  announce(message: (words: Words, locale: string) => Announcement): void;
  /**
   * Shows what is missing or wrong: a summary, which takes the focus and leads to each field, and a message
   * at each field.
   */
  show(problems: readonly Problem[]): void;
  /**
   * Takes away what has been put right. It adds nothing: who is still answering is not told of what comes
   * next.
   *
   * @param left - what is missing or wrong now.
   */
  update(left: readonly Problem[]): void;
  clear(): void;
}

/**
 * Shows what is missing or wrong in the form.
 *
 * @param title - the page's.
 * @param questionOf - the question of a field; undefined where its message says enough.
 */
export function createProblems(title: Wording, questionOf: (field: string) => Wording | undefined): Problems {
  const summary = byId("errors", HTMLElement);
  const pageTitle = within(document, "title", HTMLTitleElement);
  /** The problems that the participant sees. */
  let shown: readonly Problem[] = [];

  function mark(problems: readonly Problem[]): void {
    clear();
    shown = problems;
    if (problems.length === 0) return;
    for (const problem of problems) markField(problem);
    showSummary(
      ({ problems: words }) => words.title(problems.length),
      problems.map((problem) => summaryLine(problem, questionOf(problem.field))),
    );
  }

  function clear(): void {
    shown = [];
    sayWording(pageTitle, title);
    summary.hidden = true;
    for (const field of document.querySelectorAll("[data-field]")) clearField(field);
  }

  function showSummary(
    heading: (words: Words, locale: string) => string,
    lines: readonly HTMLElement[],
  ): void {
    sayWording(pageTitle, title, ({ problems }) => `${problems.error}: `);
    say(byId("errors-title", HTMLElement), heading);
    byId("errors-list", HTMLElement).replaceChildren(...lines);
    summary.hidden = false;
  }

  return {
    announce(message) {
      clear();
      const line = document.createElement("li");
      say(line, (words, locale) => message(words, locale).text);
      showSummary((words, locale) => message(words, locale).title, [line]);
      summary.focus();
    },
    show(problems) {
      mark(problems);
      summary.focus();
    },
    update(left) {
      const still = left.filter(({ field }) => shown.some((problem) => problem.field === field));
      if (JSON.stringify(still) !== JSON.stringify(shown)) mark(still);
    },
    clear,
  };
}

function markField({ field, mistake }: Problem): void {
  const element = fieldElement(field);
  const problem = within(element, ".problem", HTMLElement);
  say(problem, (words, locale) => describeMistake(mistake, words, locale));
  problem.hidden = false;
  for (const described of describedBy(element)) {
    if (!(described instanceof HTMLFieldSetElement)) described.setAttribute("aria-invalid", "true");
    setDescription(described, problem.id, true);
  }
}

function clearField(field: Element): void {
  const problem = within(field, ".problem", HTMLElement);
  problem.hidden = true;
  for (const described of describedBy(field)) {
    described.removeAttribute("aria-invalid");
    setDescription(described, problem.id, false);
  }
}

function fieldElement(name: string): HTMLElement {
  return within(document, `[data-field="${name}"]`, HTMLElement);
}

/** What a screen reader names when it comes to the field: the group of choices, or the control. */
function describedBy(field: Element): readonly Element[] {
  return field instanceof HTMLFieldSetElement ? [field] : [...field.querySelectorAll("input, textarea")];
}

function setDescription(element: Element, id: string, present: boolean): void {
  const ids = new Set(
    element
      .getAttribute("aria-describedby")
      ?.split(" ")
      .filter((each) => each !== ""),
  );
  if (present) ids.add(id);
  else ids.delete(id);
  if (ids.size > 0) element.setAttribute("aria-describedby", [...ids].join(" "));
  else element.removeAttribute("aria-describedby");
}

/** What to do, and at which question. */
function summaryLine({ field, mistake }: Problem, question: Wording | undefined): HTMLLIElement {
  const line = document.createElement("li");
  const link = document.createElement("a");
  const target = within(fieldElement(field), "input, textarea", HTMLElement);
  link.href = `#${target.id}`;
  const message = document.createElement("span");
  say(message, (words, locale) => describeMistake(mistake, words, locale));
  link.append(message);
  if (question !== undefined) {
    const asked = document.createElement("span");
    sayWording(asked, question);
    link.append(": ", asked);
  }
  link.addEventListener("click", (event) => {
    event.preventDefault();
    target.focus();
  });
  line.append(link);
  return line;
}
