import fc from "@lab/testing/fast-check";
import { describe, expect, it } from "vitest";
import { breakRules, createJudge, isShown, type Questionnaire, randomAnswers } from "../../src/index.ts";
import { anyChance } from "./any-chance.ts";
import { anyQuestionnaire } from "./any-questionnaire.ts";

const judgeOf = (questionnaire: Questionnaire) =>
  createJudge({ questionnaires: [questionnaire], plan: { days: 1, promptsPerDay: 1 } });

/** A survey that nobody filled in too fast or too slowly. */
const surveyOf = ({ items, rules }: Questionnaire, chance: () => number) => ({
  user_id: "0001",
  timestamp: "092821120000",
  time_elapsed: rules.maxSeconds ?? (rules.minSeconds ?? 0) + 1,
  questionnaire: "random@1",
  ...randomAnswers({ items }, chance),
});

describe("random answers to any questionnaire", () => {
  it("are accepted, and have exactly what is shown and was not left out", () => {
    fc.assert(
      fc.property(anyQuestionnaire, anyChance, (questionnaire, chance) => {
        const survey = surveyOf(questionnaire, chance);
        expect(judgeOf(questionnaire).judge(JSON.stringify(survey))).toMatchObject({ valid: true });
        for (const { name, required, showIf } of questionnaire.items) {
          const shown = isShown(showIf, survey);
          if (name in survey) expect(shown).toBe(true);
          else expect(shown && required).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const kinds = ["likert", "slider", "number", "single_choice", "multiple_choice", "text", "date", "time"];

/** Every single thing that can be wrong, by the kind of the item and what the judge says. */
const everyThing = [
  ...["too_fast", "no_text", "failed_check"].flatMap((code) => [`${code} rejected`, `${code} flagged`]),
  ...["straight_lined flagged", "too_slow flagged"],
  ...kinds.flatMap((kind) => [`${kind} invalid_type`, `${kind} hidden_item`]),
  ...["likert", "slider", "number", "multiple_choice"].flatMap((kind) => [
    `${kind} too_small`,
    `${kind} too_big`,
  ]),
  ...["slider", "number", "multiple_choice", "text", "date"].map((kind) => `${kind} custom`),
  ...["single_choice invalid_value", "multiple_choice invalid_value inside", "time invalid_format"],
];

describe("one thing wrong with a survey of any questionnaire", () => {
  it("is told by exactly its issue, its reason or its flag", () => {
    const seen = new Map<string, number>();
    const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
    fc.assert(
      fc.property(anyQuestionnaire, anyChance, (questionnaire, chance) => {
        const judge = judgeOf(questionnaire);
        const survey = surveyOf(questionnaire, chance);
        const right = judge.judge(JSON.stringify(survey));
        const usual = right.valid ? right.flags : [];
        for (const broken of breakRules(questionnaire, survey)) {
          const judged = judge.judge(JSON.stringify(broken.fields));
          if (broken.code === "malformed") {
            const { code, path } = broken.issue;
            const kind = questionnaire.items.find(({ name }) => name === path[0])?.kind;
            count(`${kind} ${code}${path.length > 1 ? " inside" : ""}`);
            const issues = judged.valid
              ? []
              : judged.reasons.flatMap((one) => ("issues" in one ? one.issues : []));
            expect(new Set(issues.map((issue) => [issue.code, ...issue.path].join(" ")))).toEqual(
              new Set([[code, ...path].join(" ")]),
            );
          } else if (broken.consequence === "reject") {
            count(`${broken.code} rejected`);
            expect(judged).toMatchObject({ valid: false, reasons: [{ code: broken.code }] });
          } else {
            count(`${broken.code} flagged`);
            expect(judged).toMatchObject({ valid: true });
            const flags = judged.valid ? judged.flags : [];
            expect(new Set(flags)).toEqual(new Set([...usual, broken.code]));
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(everyThing.filter((what) => (seen.get(what) ?? 0) < 5)).toEqual([]);
  });
});
