import {
  type Correction,
  compareVersions,
  date,
  defineQuestionnaire,
  type Item,
  likert,
  number,
  type Questionnaire,
  type QuestionnaireDefinition,
  singleChoice,
  slider,
  text,
} from "../../src/index.ts";

export type Items = Readonly<Record<string, Item>>;
type Change = Partial<QuestionnaireDefinition<string, number, Items>>;

export const scale = ["no", "somewhat", "yes"];
export const places = { home: "At home", work: "At work" };
/** An item of most kinds. */
export const base: Items = {
  glad: likert("Glad", scale),
  stress: slider("Stress", { low: "none", high: "much" }),
  place: singleChoice("Where are you?", places),
  sleep: number("Sleep", { unit: "hours", min: 0, max: 24 }),
  born: date("Born", { min: "1900-01-01" }),
  why: text("Why?"),
};

/** A version of the questionnaire that the tests of this folder change. */
export function version(number: number, items: Items = base, change: Change = {}): Questionnaire {
  return defineQuestionnaire({ id: "q", version: number, title: "Q", items, ...change });
}

export const first = version(1);

/** Version 2 with some items otherwise. */
export const changed = (items: Items) => version(2, { ...base, ...items });

/** All items but one. */
export const without = (name: string) =>
  Object.fromEntries(Object.entries(base).filter(([key]) => key !== name));

/** The codes of all changes, those of refused ones with a minus. */
export const codes = (
  older: Questionnaire,
  newer: Questionnaire,
  corrections: readonly Correction[] = [],
): string[] =>
  compareVersions(older, newer, corrections).map(({ allowed, code }) => `${allowed ? "+" : "-"}${code}`);
