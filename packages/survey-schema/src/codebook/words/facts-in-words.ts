import type { CodebookVariable, Versioned } from "../codebook.ts";
import { conditionInWords } from "../condition-in-words.ts";
import { kindInWords, valuesInWords } from "./kind-in-words.ts";
import type { Quote } from "./quote.ts";
import { versionsInWords } from "./versions-in-words.ts";

/**
 * What has to be known of a variable beside its wordings and its labelled answers, one sentence each.
 *
 * @param quote - How names and codes are written.
 * @example factsInWords(variable, (name) => name)[0] // "It is a Likert scale. A value is a whole number from 1 to 5."
 */
export function factsInWords(variable: CodebookVariable, quote: Quote): string[] {
  const { kind, versions, required, showIf, scale, reversedIn, expect, choices, maxCharacters } = variable;
  const each = <Value>(all: readonly Versioned<Value>[], say: (value: Value) => string) =>
    all.map((one) => `${say(one.value)}${inVersions(one.versions, versions)}.`);
  return [
    `It is a ${kindInWords[kind]}. A value is ${valuesInWords(variable, quote)}.`,
    `It is asked in ${versionsInWords(versions)}.`,
    ...each(required, (must) => (must ? "It must be answered where it is shown" : "It may be left out")),
    ...each(showIf, (condition) => `It is shown only if ${conditionInWords(condition, quote)}`),
    ...each(choices, ({ min, max }) => `${min} to ${max} options are chosen`),
    ...each(maxCharacters, (most) => `It has at most ${most.toLocaleString("en")} characters`),
    ...each(expect, (answer) => `It is an attention check, and ${quote(String(answer))} is the right answer`),
    ...each(scale, (name) => `It belongs to the scale ${quote(name)}`),
    ...(reversedIn.length === 0
      ? []
      : [
          "It is reverse-scored. The value is stored as it was answered, and counts in scores from the other end of the " +
            `scale${inVersions(reversedIn, versions)}.`,
        ]),
  ];
}

function inVersions(some: readonly number[], all: readonly number[]): string {
  return some.length === all.length ? "" : `, in ${versionsInWords(some)}`;
}
