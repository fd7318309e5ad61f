import { isShown } from "../questionnaire/condition.ts";
import type { NamedItem } from "../questionnaire/item.ts";
import { isBlank } from "./is-blank.ts";
import { isKnownTimezone } from "./known-timezone.ts";
import type { RejectionReason } from "./rejection-reason.ts";
import type { Flag, RuleCode } from "./rule-code.ts";
import type { Survey } from "./survey.ts";

/** What a questionnaire's rules say of a well-formed survey. */
export interface RuleVerdict {
  /** Why it is rejected; none for a valid survey. */
  readonly reasons: readonly RejectionReason[];
  /** What is recorded if it is accepted. */
  readonly flags: readonly Flag[];
}

/** From how many Likert items on, one answer to all of them is conspicuous. */
export const MIN_STRAIGHT_LINED = 5;

/** Applies the rules of its questionnaire to a well-formed survey. */
export function applyRules(survey: Survey): RuleVerdict {
  const { rules } = survey.definition;
  const broken = brokenRules(survey);
  const speaks = (consequence: "reject" | "flag") =>
    broken.filter((code) => rules.consequences[code] === consequence);
  return {
    reasons: speaks("reject").map((code) => ({ code })),
    flags: [...speaks("flag"), ...builtInFlags(survey)],
  };
}

function brokenRules({ definition, time_elapsed, answers }: Survey): RuleCode[] {
  const { rules, items } = definition;
  const codes: RuleCode[] = [];
  if (rules.minSeconds !== undefined && time_elapsed <= rules.minSeconds) codes.push("too_fast");
  const lacksText = (item: NamedItem) => {
    if (item.kind !== "text" || !item.required || !isShown(item.showIf, answers)) return false;
    return isBlank(String(answers[item.name] ?? ""));
  };
  if (items.some(lacksText)) codes.push("no_text");
  const failsCheck = (item: NamedItem) =>
    "expect" in item && Object.hasOwn(answers, item.name) && answers[item.name] !== item.expect;
  if (items.some(failsCheck)) codes.push("failed_check");
  return codes;
}

function builtInFlags(survey: Survey): Flag[] {
  const { definition, time_elapsed, timezone } = survey;
  const { straightLined, maxSeconds } = definition.rules;
  const flags: Flag[] = [];
  if (straightLined && isStraightLined(survey)) flags.push("straight_lined");
  if (maxSeconds !== undefined && time_elapsed > maxSeconds) flags.push("too_slow");
  if (timezone !== undefined && !isKnownTimezone(timezone)) flags.push("unknown_timezone");
  return flags;
}

/** Items with equally many points are looked at together. An attention check has its right answer, so it says nothing. */
function isStraightLined({ definition, answers }: Survey): boolean {
  const byPoints = new Map<number, unknown[]>();
  for (const item of definition.items) {
    if (item.kind !== "likert" || item.expect !== undefined || !Object.hasOwn(answers, item.name)) continue;
    byPoints.set(item.points, [...(byPoints.get(item.points) ?? []), answers[item.name]]);
  }
  return [...byPoints.values()].some(
    (given) => given.length >= MIN_STRAIGHT_LINED && given.every((answer) => answer === given[0]),
  );
}
