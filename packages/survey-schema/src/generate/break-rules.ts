import { MIN_STRAIGHT_LINED } from "../judge/apply-rules.ts";
import type { RuleCode } from "../judge/rule-code.ts";
import { isShown } from "../questionnaire/condition.ts";
import type { NamedItem } from "../questionnaire/item.ts";
import type { Consequence, Questionnaire } from "../questionnaire/questionnaire.ts";
import { randomAnswer } from "./random-answers.ts";
import { wrongAnswers } from "./wrong-answers.ts";

/** The fields of a survey, as it is sent. */
type Fields = Readonly<Record<string, unknown>>;

/** A survey with one thing wrong, and what the judge says of it. */
export type BrokenSurvey =
  /** It is rejected as malformed. */
  | {
      readonly fields: Readonly<Record<string, unknown>>;
      readonly code: "malformed";
      readonly consequence: "reject";
      /** Its one issue. */
      readonly issue: { readonly code: string; readonly path: readonly (string | number)[] };
    }
  /** A rule speaks against it. As the questionnaire says, it is rejected for this reason, or accepted with this flag. */
  | {
      readonly fields: Readonly<Record<string, unknown>>;
      readonly code: RuleCode | "straight_lined" | "too_slow";
      readonly consequence: Consequence;
    };

/**
 * Makes surveys with one thing wrong of one that is accepted: one for each way in which the shape of each answer can be wrong, and one
 * for each rule of the questionnaire. What would show or hide other items is left out, since then more than one thing were wrong.
 *
 * @param fields - the accepted survey.
 * @example breakRules(daily, survey).map(({ code }) => code) // ["too_fast", "no_text", "malformed", "malformed", …]
 */
export function breakRules(
  questionnaire: Questionnaire,
  fields: Readonly<Record<string, unknown>>,
): BrokenSurvey[] {
  const { items } = questionnaire;
  const shownBy = (given: Fields) => items.map(({ showIf }) => isShown(showIf, given)).join();
  const shown = shownBy(fields);
  return [
    ...breakEachRule(questionnaire, fields),
    ...items.flatMap((item) => breakShape(item, fields)),
  ].filter((broken) => shownBy(broken.fields) === shown);
}

function breakEachRule({ items, rules }: Questionnaire, fields: Fields): BrokenSurvey[] {
  const { consequences, minSeconds, maxSeconds, straightLined } = rules;
  const broken: BrokenSurvey[] = [];
  const breakRule = (code: RuleCode, changed: Fields) =>
    broken.push({ fields: { ...fields, ...changed }, code, consequence: consequences[code] });
  if (minSeconds !== undefined) breakRule("too_fast", { time_elapsed: minSeconds });
  const answered = items.filter(({ name }) => Object.hasOwn(fields, name));
  const text = answered.find(({ kind, required }) => kind === "text" && required);
  if (text !== undefined) breakRule("no_text", { [text.name]: " " });
  const check = answered.find((item) => "expect" in item);
  if (check !== undefined) breakRule("failed_check", { [check.name]: wrongChoice(check) });
  if (maxSeconds !== undefined) {
    broken.push({
      fields: { ...fields, time_elapsed: maxSeconds + 1 },
      code: "too_slow",
      consequence: "flag",
    });
  }
  const likert = answered.flatMap((item) =>
    item.kind === "likert" && item.expect === undefined ? [item] : [],
  );
  const most = [...Map.groupBy(likert, (item) => item.points).values()].find(
    ({ length }) => length >= MIN_STRAIGHT_LINED,
  );
  if (straightLined && most !== undefined) {
    const same = Object.fromEntries(most.map(({ name }) => [name, 1]));
    broken.push({ fields: { ...fields, ...same }, code: "straight_lined", consequence: "flag" });
  }
  return broken;
}

function wrongChoice(item: NamedItem): unknown {
  if (item.kind === "likert") return item.expect === 1 ? 2 : 1;
  return item.kind === "single_choice"
    ? item.options.find(({ code }) => code !== item.expect)?.code
    : undefined;
}

/** What is wrong with the shape of one answer, in each way, or that it is missing or hidden. */
function breakShape(item: NamedItem, fields: Fields): BrokenSurvey[] {
  const { name, required, showIf } = item;
  const malformed = (changed: Fields, code: string, path: readonly (string | number)[] = [name]) =>
    ({ fields: changed, code: "malformed", consequence: "reject", issue: { code, path } }) as const;
  if (!Object.hasOwn(fields, name)) {
    return isShown(showIf, fields)
      ? []
      : [malformed({ ...fields, [name]: randomAnswer(item, () => 0) }, "hidden_item")];
  }
  const { [name]: _, ...others } = fields;
  // What is missing is no option, either.
  const missing = item.kind === "single_choice" && showIf === undefined ? "invalid_value" : "invalid_type";
  return [
    ...(required ? [malformed(others, missing)] : []),
    ...wrongAnswers(item).map(({ answer, code, index }) =>
      malformed({ ...fields, [name]: answer }, code, index === undefined ? [name] : [name, index]),
    ),
  ];
}
