import { momentary1, momentary2 } from "@lab/study";
import { codebookOf } from "@lab/survey-schema/codebook";
import { describe, expect, it } from "vitest";
import { newestText, trendBuilder } from "../../src/aggregate/item-trend.ts";

const codebook = codebookOf([momentary1, momentary2]);

function builderOf(name: string) {
  const variable = codebook.variables.find((one) => one.name === name);
  if (variable === undefined) throw new RangeError(name);
  return trendBuilder(variable);
}

/** What is told of answers, each of another step. */
function trendOf(name: string, answers: readonly unknown[]) {
  const builder = builderOf(name);
  answers.forEach((answer, step) => {
    builder.add(step, answer, "2026-11-10T09:00:00");
  });
  return { answers: builder.answers, trend: builder.trend(answers.length) };
}

describe("the trend of an item", () => {
  it("counts each point of a scale, with the labels that points have", () => {
    const { trend } = trendOf("upset", [1, 5, undefined, 5]);
    expect(trend).toMatchObject({
      kind: "choices",
      several: false,
      answers: [1, 1, 0, 1],
      chosen: [
        [1, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
      ],
    });
    expect(trend).toMatchObject({ choices: { length: 5, 1: { value: 2, label: "A little" } } });
  });

  it("counts each option of a multiple choice, and the answers apart from them", () => {
    const { trend } = trendOf("company", [["family", "friends"], []]);
    expect(trend).toMatchObject({
      several: true,
      answers: [1, 1],
      chosen: [
        [0, 0, 1, 1, 0],
        [0, 0, 0, 0, 0],
      ],
    });
  });

  it("knows the options of all versions", () => {
    const { trend } = trendOf("place", ["on_the_way"]);
    expect(trend.kind === "choices" && trend.choices.map(({ value }) => value)).toEqual([
      "home",
      "work",
      "other",
      "on_the_way",
    ]);
  });

  it.each([
    ["stress", "answer", 40, 40],
    ["sleep", "answer", 7.5, 7.5],
    ["woke_at", "time_of_day", "07:30", 450],
    ["exercise", "days_before", "2026-11-08", 2],
    ["note", "characters", "two 😀", 5],
  ])("measures the answer to %s by its %s", (name, measure, answer, value) => {
    const { trend, answers } = trendOf(name, [answer, undefined]);
    expect(trend).toEqual({
      kind: "spread",
      measure,
      steps: [{ count: 1, low: value, median: value, high: value }, undefined],
    });
    expect(answers).toBe(1);
  });

  it("takes a blank text for no answer", () => {
    expect(trendOf("note", [" \n"]).answers).toBe(0);
  });
});

describe("newestText", () => {
  it("is the wording of the newest version, in English if there is any", () => {
    const text = (language: string, value: string, ...versions: number[]) => ({ language, value, versions });
    expect(newestText([text("de", "alt", 1), text("en", "old", 1, 2), text("en", "new", 3)])).toBe("new");
    expect(newestText([text("fr", "vieux", 1), text("fr", "neuf", 2)])).toBe("neuf");
    expect(newestText([])).toBe("");
  });
});
