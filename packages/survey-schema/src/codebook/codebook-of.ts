import { type Questionnaire, questionnaireRef } from "../questionnaire/questionnaire.ts";
import type { Codebook, CodebookCorrection, CodebookVersion } from "./codebook.ts";
import { codebookVariable } from "./codebook-variable.ts";

/**
 * The codebook of a questionnaire: every variable that it ever asked, with all its wordings, answers and rules.
 *
 * @param versions - All published versions of one questionnaire, in any order.
 * @param corrections - What was declared of this questionnaire's wordings. Those of others are passed over. Default: nothing.
 * @throws RangeError when there is no version, or one of another questionnaire.
 * @example codebookOf([momentary1, momentary2]).variables.find(({ name }) => name === "place")?.versions // [1, 2]
 */
export function codebookOf(
  versions: readonly Questionnaire[],
  corrections: readonly CodebookCorrection[] = [],
): Codebook {
  const oldestFirst = versions.toSorted((a, b) => a.version - b.version);
  const newestFirst = oldestFirst.toReversed();
  const [newest] = newestFirst;
  if (newest === undefined) throw new RangeError("a codebook needs at least one version");
  const other = versions.find(({ id }) => id !== newest.id);
  if (other !== undefined) {
    throw new RangeError(`${questionnaireRef(other)} is no version of ${newest.id}`);
  }
  const { id } = newest;
  const languages = [...new Set(newestFirst.flatMap((one) => one.languages))];
  const ours = corrections.filter(({ from }) => from.version.startsWith(`${id}@`));
  const names = new Set(newestFirst.flatMap((one) => one.items.map(({ name }) => name)));
  return {
    questionnaire: id,
    languages,
    versions: oldestFirst.map(codebookVersion),
    variables: [...names].flatMap((name) => {
      const asked = oldestFirst.flatMap(({ version, languages: written, items: all }) =>
        all.filter((one) => one.name === name).map((one) => ({ version, languages: written, item: one })),
      );
      const last = asked.at(-1);
      return last === undefined ? [] : [codebookVariable(last.item, asked, languages, ours)];
    }),
    corrections: ours.filter(({ item }) => item === undefined),
  };
}

function codebookVersion(questionnaire: Questionnaire): CodebookVersion {
  const { version, title, instructions, languages, items, rules, scores } = questionnaire;
  return {
    version,
    title,
    ...(instructions !== undefined && { instructions }),
    languages,
    variables: items.map(({ name }) => name),
    rules,
    scores,
  };
}
