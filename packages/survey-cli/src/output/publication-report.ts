import type { Lock, PublishOutcome } from "@lab/study/lock";
import { describeChange, questionnaireRef, type Wording, wordingIn } from "@lab/survey-schema";

/** What is about to be published, for whoever is asked. */
export function publicationReport(
  { lock: next, publications }: Extract<PublishOutcome, { ok: true }>,
  before: Lock,
): string {
  const lines = publications.flatMap(({ questionnaire, hash, changes, corrections }) => [
    `${questionnaireRef(questionnaire)}: ${questionnaire.items.length} items, hash ${hash.slice(0, 12)}…`,
    ...changes.filter(({ allowed }) => allowed).map((change) => `  ${describeChange(change)}`),
    ...corrections.map(
      ({ item, part, reason, from, to }) =>
        `  corrects the ${part} of ${item ?? "the questionnaire"} (${reason}): ${quoted(from.wording)} becomes ${quoted(to.wording)}`,
    ),
  ]);
  if (Object.keys(before.published).length > 0) return lines.join("\n");
  const id = next.defaultQuestionnaire;
  const frozen =
    id === null ? "The study has no default questionnaire" : `The default questionnaire is ${id}`;
  return [...lines, `${frozen}, from now on for ever.`].join("\n");
}

function quoted(wording: Wording): string {
  if (typeof wording === "string") return `“${wording}”`;
  return Object.keys(wording)
    .map((language) => `“${wordingIn(wording, language)}”`)
    .join(" / ");
}
