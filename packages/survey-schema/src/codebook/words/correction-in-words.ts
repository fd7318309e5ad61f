import { type Wording, wordingIn } from "../../questionnaire/wording.ts";
import type { CodebookCorrection } from "../codebook.ts";
import type { Quote } from "./quote.ts";

/**
 * A declared correction in a sentence, with both wordings.
 *
 * @param write - How what somebody else wrote is written.
 */
export function correctionInWords({ part, reason, from, to }: CodebookCorrection, write: Quote): string {
  const before = `${wordingsOf(from.wording, write)} of ${from.version}`;
  const after = `${wordingsOf(to.wording, write)} of ${to.version}`;
  return `The ${part} was corrected (${write(reason)}): ${before} became ${after}.`;
}

function wordingsOf(wording: Wording, write: Quote): string {
  if (typeof wording === "string") return `“${write(wording)}”`;
  return Object.keys(wording)
    .map((language) => `“${write(wordingIn(wording, language))}”`)
    .join(" / ");
}
