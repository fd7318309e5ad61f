import { readFile } from "node:fs/promises";
import {
  type Answers,
  breakRules,
  type Questionnaire,
  questionnaireRef,
  randomAnswers,
} from "@lab/survey-schema";
import { anyChance } from "@lab/survey-schema/random";
import fc from "@lab/testing/fast-check";
import { aSurvey, type SurveyFields } from "@lab/testing/survey";
import { describe, expect, expectTypeOf, it } from "vitest";
import * as exported from "../src/index.ts";
import { type daily, judge, type momentary2, type Survey, study } from "../src/index.ts";

describe("the ten sample surveys", () => {
  it.each([
    ["test1", []],
    ["test2", ["too_fast"]],
    ["test3", ["no_text"]],
    ["test4", []],
    ["test5", ["too_fast", "no_text"]],
    ["test6", []],
    ["test7", []],
    ["test8", []],
    ["test9", []],
    ["test10", []],
  ])("%s is judged %j", async (name, expected) => {
    const file = new URL(`../../../examples/sample-surveys/${name}.json`, import.meta.url);
    const judged = judge.judge(await readFile(file, "utf8"));
    expect(judged.valid ? [] : judged.reasons.map(({ code }) => code)).toEqual(expected);
  });
});

it("the README quotes daily as it is", async () => {
  const [readme, code] = await Promise.all(
    ["../README.md", "../src/daily.ts"].map((path) => readFile(new URL(path, import.meta.url), "utf8")),
  );
  expect(readme).toContain(`\`\`\`ts\n${code}\`\`\``);
});

it.each(study.questionnaires.map((one) => [questionnaireRef(one), one] as const))(
  "exports %s, so that apps have the types of its answers",
  (_, one) => {
    expect(Object.values(exported)).toContain(one);
  },
);

describe("the types of answers", () => {
  it("follow from the definitions", () => {
    expectTypeOf<Answers<typeof daily>>().toEqualTypeOf<
      {
        readonly [Name in "q1" | "q2" | "q3" | "q4" | "q5"]: number;
      } & { readonly freetext: string }
    >;
    expectTypeOf<Answers<typeof momentary2>["place"]>().toEqualTypeOf<
      "home" | "work" | "other" | "on_the_way"
    >();
    expectTypeOf<Answers<typeof momentary2>["pleasant"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<SurveyFields>().toExtend<Survey>();
    expectTypeOf<Omit<SurveyFields, "freetext">>().not.toExtend<Survey>();
    expect(judge.judge(JSON.stringify(aSurvey())).valid).toBe(true);
  });
});

describe.each(study.questionnaires.map((one) => [questionnaireRef(one), one] as const))(
  "%s",
  (ref, one: Questionnaire) => {
    const surveyFrom = (chance: () => number) => ({
      user_id: "0001",
      timestamp: "092821120000",
      time_elapsed: (one.rules.minSeconds ?? 0) + 1,
      questionnaire: ref,
      ...randomAnswers(one, chance),
    });

    it("accepts random answers, and refuses each way in which they can be wrong", () => {
      fc.assert(
        fc.property(anyChance, (chance) => {
          const survey = surveyFrom(chance);
          expect(judge.judge(JSON.stringify(survey))).toMatchObject({ valid: true });
          for (const { fields, code, consequence } of breakRules(one, survey)) {
            const judged = judge.judge(JSON.stringify(fields));
            expect(judged.valid).toBe(consequence === "flag");
            if (judged.valid) expect(judged.flags).toContain(code);
            else expect(judged.reasons).toMatchObject([{ code }]);
          }
        }),
      );
    });

    it("refuses every single answer that is missing, unless it may be", () => {
      const survey = surveyFrom(() => 0.5);
      const optional = new Set(one.items.filter(({ required }) => !required).map(({ name }) => name));
      for (const { name } of one.items.filter((item) => item.name in survey)) {
        const without = JSON.stringify({ ...survey, [name]: undefined });
        expect([name, judge.parse(without).wellFormed]).toEqual([name, optional.has(name)]);
      }
    });
  },
);
