import { type Wording, wordingIn } from "../../questionnaire/wording.ts";
import type { CodebookCorrection } from "../codebook.ts";
import { plain } from "./table.ts";

/** A declared correction, with both wordings. */
export function correctionLine({ part, reason, from, to }: CodebookCorrection): string {
  const before = `${wordingsOf(from.wording)} of ${from.version}`;
  return `- The ${part} was corrected (${plain(reason)}): ${before} became ${wordingsOf(to.wording)} of ${to.version}.`;
}

function wordingsOf(wording: Wording): string {
  if (typeof wording === "string") return `“${plain(wording)}”`;
  return Object.keys(wording)
    .map((language) => `“${plain(wordingIn(wording, language))}”`)
    .join(" / ");
}
