import { describe, expect, it } from "vitest";
import {
  type Correction,
  compareVersions,
  describeChange,
  likert,
  singleChoice,
  slider,
  text,
} from "../../src/index.ts";
import { changed, codes, first, type Items, scale, version } from "./a-version.ts";

describe("other words are refused", () => {
  it.each<[string, Items, Correction, string]>([
    [
      "an item",
      { glad: likert("Happy", scale) },
      { item: "glad", part: "label", from: "Glad", to: "Happy" },
      "item glad: the label in en, “Happy”, was “Glad” in version 1; declare a correction if it means the same, or give the item a new name",
    ],
    [
      "an anchor",
      { glad: likert("Glad", ["no", "somewhat", "very"]) },
      { item: "glad", part: "point 3", from: "yes", to: "very" },
      "item glad: the label of point 3 in en, “very”, was “yes” in version 1; declare a correction if it means the same, or give the item a new name",
    ],
    [
      "an end",
      { stress: slider("Stress", { low: "no", high: "much" }) },
      { item: "stress", part: "low", from: "none", to: "no" },
      "item stress: the label of low in en, “no”, was “none” in version 1; declare a correction if it means the same, or give the item a new name",
    ],
    [
      "an option, whose code gets a new meaning",
      { place: singleChoice("Where are you?", { home: "At home", work: "At school" }) },
      { item: "place", part: "option work", from: "At work", to: "At school" },
      "item place: the label of option work in en, “At school”, was “At work” in version 1; declare a correction if it means the same, or give the option a new code",
    ],
  ])("as the label of %s, unless it is a declared correction", (_, items, correction, message) => {
    const newer = changed(items);
    expect(compareVersions(first, newer).map(describeChange)).toEqual([message]);
    expect(codes(first, newer, [correction])).toEqual(["+corrected"]);
    expect(codes(first, newer, [{ ...correction, item: "why" }])).toEqual(["-reworded"]);
    expect(codes(first, newer, [{ ...correction, to: "something" }])).toEqual(["-reworded"]);
  });

  it("as a translation, too", () => {
    const languages = ["en", "de"];
    const title = { en: "Q", de: "F" };
    const [older, newer] = ["Froh", "Heiter"].map((de, index) =>
      version(index + 1, { a: text({ en: "Glad", de }) }, { languages, title }),
    );
    if (older === undefined || newer === undefined) throw new Error("there are two");
    expect(compareVersions(older, newer)).toMatchObject([{ code: "reworded", language: "de", from: "Froh" }]);
  });
});
