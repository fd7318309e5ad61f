import {
  type Answer,
  date,
  defineQuestionnaire,
  type Item,
  likert,
  multipleChoice,
  number,
  singleChoice,
  slider,
  text,
  time,
} from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import { readAnswer } from "../src/survey/read-answer.ts";
import { entered } from "./entered.ts";

const options = { a: "A", b: "B", c: "C", d: "D" };

/** Reads the one field of a questionnaire. */
function read(item: Item, value?: string | readonly string[], unreadable = false) {
  const { items } = defineQuestionnaire({ id: "one", version: 1, title: "One", items: { asked: item } });
  const [named] = items;
  if (named === undefined) throw new Error("it has an item");
  return readAnswer(named, entered({ asked: value }, unreadable ? ["asked"] : []));
}

const kinds: Readonly<Record<Item["kind"], (required: boolean) => Item>> = {
  likert: (required) => likert("?", ["no", "yes"], { required }),
  slider: (required) => slider("?", { required }),
  single_choice: (required) => singleChoice("?", options, { required }),
  multiple_choice: (required) => multipleChoice("?", options, { required }),
  number: (required) => number("?", { min: 0, max: 9, required }),
  text: (required) => text("?", { required }),
  date: (required) => date("?", { required }),
  time: (required) => time("?", { required }),
};

describe.each(Object.entries(kinds))("a field of the kind %s", (kind, item) => {
  it("is missing if it is empty and has to be answered", () => {
    expect(read(item(true))).toEqual({ mistake: { code: "missing", kind } });
  });

  it("is no answer if it is empty and need not be answered", () => {
    expect(read(item(false))).toEqual({});
    if (kind !== "multiple_choice") expect(read(item(false), "  ")).toEqual({});
  });
});

describe("what is entered", () => {
  const hours = number("?", { min: 0, max: 24, decimals: 1 });
  const degrees = number("?", { min: -20, max: 40 });

  it.each<[string, Item, string | readonly string[], Answer]>([
    ["a point", likert("?", ["no", "yes"]), "2", 2],
    ["a place on a slider", slider("?", { min: 0, max: 1, step: 0.1 }), "0.3", 0.3],
    ["an option", singleChoice("?", options), "b", "b"],
    ["several options", multipleChoice("?", options), ["a", "c"], ["a", "c"]],
    ["no option where none must be", multipleChoice("?", options, { minChoices: 0 }), [], []],
    ["a number", hours, " 7.5 ", 7.5],
    ["a number with a comma", hours, "7,5", 7.5],
    ["a number without a zero at its beginning", hours, ".5", 0.5],
    ["a negative number", degrees, "-5", -5],
    ["a negative number with a typographic minus", degrees, "\u22125", -5],
    ["nothing below zero", degrees, "-0", 0],
    ["a text", text("?"), " tea \n", "tea"],
    ["a date", date("?"), "2024-02-29", "2024-02-29"],
    ["a time", time("?"), "23:59", "23:59"],
  ])("can be %s", (_what, item, value, answer) => {
    expect(read(item, value)).toEqual({ answer });
  });

  it.each<[string, Item, string | readonly string[], object]>([
    ["words for a number", hours, "seven", { code: "not_a_number" }],
    ["two numbers", hours, "7 8", { code: "not_a_number" }],
    ["a sign alone", hours, "-", { code: "not_a_number" }],
    ["a number for computers", hours, "1e1", { code: "not_a_number" }],
    ["too small a number", hours, "-1", { code: "out_of_range", min: 0, max: 24 }],
    ["too large a number", hours, "24.1", { code: "out_of_range", min: 0, max: 24 }],
    ["too exact a number", hours, "7.25", { code: "too_many_decimals", decimals: 1 }],
    [
      "a thousand, as it is written in some languages",
      degrees,
      "1,000",
      { code: "too_many_decimals", decimals: 0 },
    ],
    ["a thousand and a half", degrees, "1,000.5", { code: "not_a_number" }],
    [
      "too many characters",
      text("?", { maxCharacters: 3 }),
      "😀😀😀😀",
      { code: "too_long", characters: 4, max: 3 },
    ],
    [
      "too few options",
      multipleChoice("?", options, { minChoices: 2 }),
      ["a"],
      { code: "too_few", choices: 2 },
    ],
    [
      "too many options",
      multipleChoice("?", options, { maxChoices: 1 }),
      ["a", "b"],
      { code: "too_many", choices: 1 },
    ],
    [
      "too early a date",
      date("?", { min: "2020-01-01" }),
      "2019-12-31",
      { code: "too_early", limit: "2020-01-01" },
    ],
    [
      "too late a date",
      date("?", { max: "2020-01-01" }),
      "2020-01-02",
      { code: "too_late", limit: "2020-01-01" },
    ],
    ["a text in which nothing can be seen", text("?"), "\u200b", { code: "missing", kind: "text" }],
  ])("cannot be %s", (_what, item, value, mistake) => {
    expect(read(item, value)).toEqual({ mistake });
  });

  it("is told apart from nothing where the browser cannot read it", () => {
    expect(read(date("?"), "", true)).toEqual({ mistake: { code: "not_a_date" } });
    expect(read(time("?", { required: false }), "", true)).toEqual({ mistake: { code: "not_a_time" } });
  });
});
