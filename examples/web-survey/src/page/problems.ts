import type { Problem } from "../survey/read-answers.ts";
import { byId, within } from "./element.ts";

const pageTitle = document.title;

/** The problems that the participant sees. */
let shown: readonly Problem[] = [];

/** A message above the form that is about no field. */
export function showMessage(title: string, message: string): void {
  clearProblems();
  const line = document.createElement("li");
  line.textContent = message;
  showSummary(title, [line]);
  byId("errors", HTMLElement).focus();
}

/** Shows what is missing or wrong: a summary, which takes the focus and leads to each field, and a message at each field. */
export function showProblems(problems: readonly Problem[]): void {
  mark(problems);
  byId("errors", HTMLElement).focus();
}

/**
 * Removes problems that have been put right. It adds none, so that a participant who is still answering is
 * not told of questions that come later.
 *
 * @param left - what is missing or wrong now.
 */
export function updateProblems(left: readonly Problem[]): void {
  const still = left.filter(({ field }) => shown.some((problem) => problem.field === field));
  const isNews = still.length < shown.length || still.some(({ message }, i) => message !== shown[i]?.message);
  if (isNews) mark(still);
}

function mark(problems: readonly Problem[]): void {
  clearProblems();
  shown = problems;
  if (problems.length === 0) return;
  for (const { field, message } of problems) markField(field, message);
  const title =
    problems.length === 1
      ? "One answer is missing or wrong"
      : `${problems.length} answers are missing or wrong`;
  showSummary(title, problems.map(summaryLine));
}

export function clearProblems(): void {
  shown = [];
  document.title = pageTitle;
  byId("errors", HTMLElement).hidden = true;
  for (const field of document.querySelectorAll("[data-field]")) {
    const problem = within(field, ".problem", HTMLElement);
    problem.hidden = true;
    for (const described of describedBy(field)) {
      described.removeAttribute("aria-invalid");
      setDescription(described, problem.id, false);
    }
  }
}

function markField(name: string, message: string): void {
  const field = within(document, `[data-field="${name}"]`, HTMLElement);
  const problem = within(field, ".problem", HTMLElement);
  problem.textContent = message;
  problem.hidden = false;
  for (const described of describedBy(field)) {
    if (!(described instanceof HTMLFieldSetElement)) described.setAttribute("aria-invalid", "true");
    setDescription(described, problem.id, true);
  }
}

/** What a screen reader names when it comes to the field: the group of radio buttons, or the text field. */
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

function summaryLine({ field, message, question }: Problem): HTMLLIElement {
  const line = document.createElement("li");
  const link = document.createElement("a");
  const target = within(document, `[data-field="${field}"] :is(input, textarea)`, HTMLElement);
  link.href = `#${target.id}`;
  link.textContent = question === undefined ? message : `${message}: ${question}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    target.focus();
  });
  line.append(link);
  return line;
}

function showSummary(title: string, lines: readonly HTMLLIElement[]): void {
  document.title = `Error: ${pageTitle}`;
  byId("errors-title", HTMLElement).textContent = title;
  byId("errors-list", HTMLElement).replaceChildren(...lines);
  byId("errors", HTMLElement).hidden = false;
}
