import { describe, expect, it } from "vitest";
import { describeMistake } from "../src/page/describe-mistake.ts";
import type { Mistake } from "../src/survey/problem.ts";
import { de } from "../src/words/de.ts";
import { en } from "../src/words/en.ts";

describe("what a participant reads of a mistake", () => {
  it.each<[Mistake, string, string]>([
    [
      { code: "missing", kind: "slider" },
      "Move the slider to your answer",
      "Stellen Sie den Regler auf Ihre Antwort",
    ],
    [{ code: "too_few", choices: 2 }, "Choose at least 2 answers", "Wählen Sie mindestens 2 Antworten"],
    [{ code: "too_many", choices: 1 }, "Choose one answer only", "Wählen Sie nur eine Antwort"],
    [
      { code: "out_of_range", min: 0.5, max: 2_000 },
      "Enter a number from 0.5 to 2,000",
      "Geben Sie eine Zahl von 0,5 bis 2.000 ein",
    ],
    [{ code: "too_many_decimals", decimals: 0 }, "Enter a whole number", "Geben Sie eine ganze Zahl ein"],
    [
      { code: "too_long", characters: 10_001, max: 10_000 },
      "Shorten your text to 10,000 characters; it has 10,001",
      "Kürzen Sie Ihren Text auf 10.000 Zeichen; er hat 10.001",
    ],
    [
      { code: "too_early", limit: "2020-01-01" },
      "Enter a date that is not before 1 January 2020",
      "Geben Sie ein Datum ein, das nicht vor dem 1. Januar 2020 liegt",
    ],
  ])("is what to do: %j", (mistake, english, german) => {
    expect(describeMistake(mistake, en, "en-GB")).toBe(english);
    expect(describeMistake(mistake, de, "de-DE")).toBe(german);
  });
});
