import { styleText } from "node:util";
import { type NamedItem, type Questionnaire, type Wording, wordingIn } from "@lab/survey-schema";
import { conditionInWords } from "@lab/survey-schema/codebook";

/** A whole questionnaire in one language, as a person reads it. */
export function questionnaireText(questionnaire: Questionnaire, language: string): string {
  const { title, instructions, items, rules, scores } = questionnaire;
  const say = (wording: Wording) => wordingIn(wording, language);
  const { too_fast, no_text, failed_check } = rules.consequences;
  const lines = [
    styleText("bold", `${say(title)} (${language})`),
    ...(instructions === undefined ? [] : [say(instructions)]),
    "",
    ...items.flatMap((item, index) => itemLines(item, index + 1, say)),
    "Rules",
    ...(rules.minSeconds === undefined
      ? []
      : [`  ${rules.minSeconds} s or less: too_fast, ${outcome(too_fast)}`]),
    ...(rules.maxSeconds === undefined ? [] : [`  more than ${rules.maxSeconds} s: the flag too_slow`]),
    `  a required text is blank: no_text, ${outcome(no_text)}`,
    ...(items.some((item) => "expect" in item)
      ? [`  a wrong answer to a check: failed_check, ${outcome(failed_check)}`]
      : []),
    ...(rules.straightLined ? ["  the same answer to all Likert items: the flag straight_lined"] : []),
    ...(scores.length === 0 ? [] : ["Scores"]),
    ...scores.map(
      ({ name, combine, items: of, maxMissing }) =>
        `  ${name}: ${combine} of ${of.join(", ")}, of which ${maxMissing} may be missing`,
    ),
  ];
  return lines.join("\n");
}

function outcome(consequence: "reject" | "flag"): string {
  return consequence === "reject" ? "rejected" : "flagged";
}

function itemLines(item: NamedItem, number: number, say: (wording: Wording) => string): string[] {
  const remarks = [
    ...(item.required ? [] : ["may be left out"]),
    ...(item.showIf === undefined ? [] : [`shown if ${conditionInWords(item.showIf)}`]),
    ...("expect" in item ? [`attention check, expects ${item.expect}`] : []),
    ...("scale" in item ? [`scale ${item.scale}${"reverse" in item ? ", reversed" : ""}`] : []),
  ];
  return [
    `${number}. ${say(item.label)}  ${styleText("dim", [item.name, ...remarks].join("; "))}`,
    ...(item.help === undefined ? [] : [`     ${say(item.help)}`]),
    ...answerLines(item, say).map((line) => `     ${line}`),
    "",
  ];
}

/** How an item can be answered. */
function answerLines(item: NamedItem, say: (wording: Wording) => string): string[] {
  switch (item.kind) {
    case "likert":
      return [`1 to ${item.points}`, ...item.anchors.map(({ point, label }) => `  ${point}  ${say(label)}`)];
    case "slider": {
      const ends = [item.low, item.high].flatMap((end) => (end === undefined ? [] : [say(end)]));
      const labels = ends.length === 0 ? "" : `, ${ends.join(" to ")}`;
      return [`a slider from ${item.min} to ${item.max} in steps of ${item.step}${labels}`];
    }
    case "single_choice":
      return ["one of", ...item.options.map(({ code, label }) => `  ${code}  ${say(label)}`)];
    case "multiple_choice":
      return [
        `${item.minChoices} to ${item.maxChoices} of`,
        ...item.options.map(({ code, label }) => `  ${code}  ${say(label)}`),
      ];
    case "number": {
      const { min, max, decimals } = item;
      const unit = item.unit === undefined ? "" : ` ${say(item.unit)}`;
      const digits = decimals === 0 ? "a whole number" : `a number with up to ${decimals} decimals`;
      return [`${digits} from ${min} to ${max}${unit}`];
    }
    case "text":
      return [`a text of up to ${item.maxCharacters.toLocaleString("en")} characters`];
    case "date":
      return [
        `a date${item.min === undefined ? "" : ` from ${item.min}`}${item.max === undefined ? "" : ` to ${item.max}`}`,
      ];
    case "time":
      return ["a time of day"];
  }
}
