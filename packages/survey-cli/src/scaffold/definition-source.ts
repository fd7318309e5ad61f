import type { Questionnaire } from "@lab/survey-schema";
import { itemSource, scaleSource } from "./item-source.ts";
import { literal, object } from "./literal.ts";
import { constantOf } from "./version-names.ts";

/** A version of a questionnaire as a module that defines it. Layout is for the formatter. */
export function definitionSource(questionnaire: Questionnaire): string {
  const { id, version, title, instructions, languages, items, scores } = questionnaire;
  const scales = sharedScales(questionnaire);
  const sources = items.map((item) => ({
    name: item.name,
    ...itemSource(item, (scale) => scales.get(scale) ?? scale),
  }));
  const makers = sources.flatMap(({ maker }) => maker ?? []);
  const imports = new Set(["defineQuestionnaire", ...makers, ...scores.map(({ combine }) => combine)]);
  const rules = rulesSource(questionnaire);
  const fields = [
    ["id", literal(id)],
    ["version", literal(version)],
    ["title", literal(title)],
    ...(instructions === undefined ? [] : [["instructions", literal(instructions)] as const]),
    ...(languages.join() === "en" ? [] : [["languages", literal(languages)] as const]),
    ["items", expanded(sources.map(({ name, source }) => [name, source]))],
    ...(rules === undefined ? [] : [["rules", rules] as const]),
    ...(scores.length === 0 ? [] : [["scores", scoresSource(questionnaire)] as const]),
  ] as const;
  const sorted = [...imports].sort((a, b) => a.localeCompare(b, "en"));
  return [
    `import { ${sorted.join(", ")} } from "@lab/survey-schema";\n`,
    ...[...scales].map(([scale, name]) => `const ${name} = ${scale};\n`),
    `/** ${remark(version)} */`,
    `export const ${constantOf(questionnaire)} = defineQuestionnaire(${expanded(fields)});\n`,
  ].join("\n");
}

function remark(version: number): string {
  return version === 1
    ? "Say here what is asked, when, and why."
    : `Say here what is different from version ${version - 1}, and why.`;
}

/** Likert scales that more than one item has, with a constant's name for each. */
function sharedScales({ items }: Questionnaire): Map<string, string> {
  const all = items.flatMap((item) => (item.kind === "likert" ? (scaleSource(item) ?? []) : []));
  const shared = new Set(all.filter((scale, index) => all.indexOf(scale) < index));
  return new Map([...shared].map((scale, index) => [scale, `scale${shared.size === 1 ? "" : index + 1}`]));
}

/** What differs from the rules that a questionnaire has when nothing is said. */
function rulesSource({ rules }: Questionnaire): string | undefined {
  const { straightLined, consequences, ...seconds } = rules;
  const flagged = Object.entries(consequences).filter(([, consequence]) => consequence !== "reject");
  const given = {
    ...seconds,
    ...(!straightLined && { straightLined }),
    ...(flagged.length > 0 && { consequences: Object.fromEntries(flagged) }),
  };
  return Object.keys(given).length > 0 ? literal(given) : undefined;
}

function scoresSource({ scores }: Questionnaire): string {
  return expanded(
    scores.map(({ name, combine, items, maxMissing }) => {
      const options = maxMissing === 0 ? "" : `, ${literal({ maxMissing })}`;
      return [name, `${combine}(${literal(items)}${options})`] as const;
    }),
  );
}

/** The formatter leaves an object below each other that begins on a line of its own. */
function expanded(fields: readonly (readonly [name: string, source: string])[]): string {
  return `{\n${object(fields).slice(2)}`;
}
