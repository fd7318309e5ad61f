import type { Wording } from "../../questionnaire/wording.ts";
import type { Codebook, CodebookVersion, VersionedText } from "../codebook.ts";
import { versionedTexts } from "../versioned.ts";

/** A wording of the questionnaire's own. */
export interface QuestionnaireText extends VersionedText {
  readonly part: "title" | "instructions";
}

/** What participants read before the first question: each different text once. */
export function questionnaireTexts({ versions, languages }: Codebook): QuestionnaireText[] {
  const texts = (
    part: QuestionnaireText["part"],
    read: (version: CodebookVersion) => Wording | undefined,
  ): QuestionnaireText[] =>
    versionedTexts(
      versions.map((one) => ({ ...one, value: read(one) })),
      languages,
    ).map((text) => ({ part, ...text }));
  return [...texts("title", ({ title }) => title), ...texts("instructions", (one) => one.instructions)];
}
