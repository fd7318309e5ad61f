import { byId } from "./element.ts";
import { speak, speech } from "./speech.ts";

/**
 * Lets the participant choose among a questionnaire's languages. With one there is nothing to choose.
 *
 * @param chosen - is told what was chosen, after the page speaks it.
 */
export function offerLanguages(languages: readonly string[], chosen: (language: string) => void): void {
  const select = byId("language", HTMLSelectElement);
  byId("language-switch", HTMLElement).hidden = languages.length < 2;
  select.replaceChildren(...languages.map(option));
  select.value = speech().language;
  select.addEventListener("change", () => {
    speak(select.value);
    chosen(select.value);
  });
}

/** Each language is named in itself. */
function option(language: string): HTMLOptionElement {
  const element = document.createElement("option");
  element.value = language;
  element.lang = language;
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  element.textContent = name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  return element;
}
