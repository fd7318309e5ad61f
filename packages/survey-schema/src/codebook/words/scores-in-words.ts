import type { Score } from "../../questionnaire/questionnaire.ts";
import type { Codebook } from "../codebook.ts";
import type { Quote } from "./quote.ts";
import { inEachVersion, type NamedWords } from "./rules-in-words.ts";

/** How each version makes its scores. Empty: no version has one. */
export function scoresInWords({ versions }: Codebook, quote: Quote): NamedWords[] {
  const names = [...new Set(versions.flatMap(({ scores }) => scores.map(({ name }) => name)))];
  return names.flatMap((name) =>
    inEachVersion(name, versions, ({ scores }) => {
      const score = scores.find((one) => one.name === name);
      return score === undefined ? undefined : scoreInWords(score, quote);
    }),
  );
}

function scoreInWords({ combine, items, maxMissing }: Score, quote: Quote): string {
  const missing = maxMissing === 0 ? "None may be missing" : `Up to ${maxMissing} may be missing`;
  return `the ${combine} of ${items.map(quote).join(", ")}. ${missing}`;
}
