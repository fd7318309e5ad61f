import { describe, expect, it } from "vitest";
import {
  compareVersions,
  date,
  describeChange,
  likert,
  mean,
  multipleChoice,
  number,
  slider,
} from "../../src/index.ts";
import { changed, codes, first, type Items, places, scale, version, without } from "./a-version.ts";

describe("between two versions is refused", () => {
  it.each<[string, Items, string]>([
    [
      "another kind",
      { glad: slider("Glad") },
      "item glad: it is of the kind slider, and likert in version 1",
    ],
    [
      "other points",
      { glad: likert("Glad", [...scale, "very"]) },
      "item glad: it has 4 points, and 3 in version 1",
    ],
    [
      "other anchors",
      { glad: likert("Glad", { points: 3, low: "no", high: "yes" }) },
      "item glad: other points of its scale have labels than in version 1",
    ],
    [
      "an end without its label",
      { stress: slider("Stress", { low: "none" }) },
      "item stress: other points of its scale have labels than in version 1",
    ],
    [
      "another range",
      { stress: slider("Stress", { max: 10, low: "none", high: "much" }) },
      "item stress: max is 10, and 100 in version 1",
    ],
    [
      "another step",
      { stress: slider("Stress", { step: 10, low: "none", high: "much" }) },
      "item stress: step is 10, and 1 in version 1",
    ],
    [
      "decimals",
      { sleep: number("Sleep", { unit: "hours", min: 0, max: 24, decimals: 1 }) },
      "item sleep: decimals is 1, and 0 in version 1",
    ],
    [
      "another unit",
      { sleep: number("Sleep", { unit: "minutes", min: 0, max: 24 }) },
      "item sleep: the unit is “minutes”, and “hours” in version 1",
    ],
    ["other dates", { born: date("Born") }, 'item born: min is not set, and "1900-01-01" in version 1'],
  ])("%s", (_, items, message) => {
    const changes = compareVersions(first, changed(items));
    expect(changes.map(describeChange)).toEqual([`${message}; give the item a new name`]);
    expect(changes).toMatchObject([{ allowed: false, since: 1 }]);
  });

  it("a single choice that becomes a multiple choice", () => {
    expect(codes(first, changed({ place: multipleChoice("Where are you?", places) }))).toEqual([
      "-other_kind",
    ]);
  });

  it("a score with an item's name", () => {
    const newer = version(2, without("sleep"), { scores: { sleep: mean(["glad"]) } });
    expect(
      compareVersions(first, newer)
        .filter(({ allowed }) => !allowed)
        .map(describeChange),
    ).toEqual(["item sleep: a score has the name that an item has in version 1; give the score a new name"]);
  });

  it("and two questionnaires are no versions of one", () => {
    expect(() => compareVersions(first, { ...first, id: "r" })).toThrow(RangeError);
  });
});
