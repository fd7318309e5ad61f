import { describe, expect, it } from "vitest";
import {
  type Correction,
  compareWithEarlier,
  defineQuestionnaire,
  describeChange,
  type Questionnaire,
  singleChoice,
  text,
} from "../../src/index.ts";
import { base, first, places, version, without } from "./a-version.ts";

describe("over all versions", () => {
  const refused = (
    versions: readonly Questionnaire[],
    newer: Questionnaire,
    corrections: Correction[] = [],
  ) =>
    compareWithEarlier(versions, newer, corrections)
      .filter(({ allowed }) => !allowed)
      .map(describeChange);

  it("a removed name stays with what it was", () => {
    const versions = [first, version(2, without("sleep"))];
    expect(refused(versions, version(3))).toEqual([]);
    const other = { ...base, sleep: text("How did you sleep?") };
    expect(refused(versions, version(3, other))).toEqual([
      "item sleep: the name was something else's in version 1; give the item a new name",
    ]);
    expect(refused([...versions, version(3, without("sleep"))], version(4, other))).toHaveLength(1);
  });

  it("a removed code stays with what it was", () => {
    const place = (options: Record<string, string>) => ({
      ...base,
      place: singleChoice("Where are you?", options),
    });
    const versions = [first, version(2, place({ home: "At home", way: "On the way" }))];
    expect(refused(versions, version(3, place({ ...places, way: "On the way" })))).toEqual([]);
    const again = version(3, place({ home: "At home", way: "On the way", work: "In the garden" }));
    expect(refused(versions, again)).toEqual([
      "item place: the option work had another label in version 1, and was removed since; give the option a new code",
    ]);
  });

  it("a language that was left out comes back with the same words", () => {
    const both = (version: number, de: string) =>
      defineQuestionnaire({
        id: "q",
        version,
        title: { en: "Q", de: "F" },
        languages: ["en", "de"],
        items: { a: text({ en: "Glad", de }) },
      });
    const versions = [both(1, "Froh"), version(2, { a: text("Glad") })];
    expect(refused(versions, both(3, "Froh"))).toEqual([]);
    expect(refused(versions, both(3, "Heiter"))).toHaveLength(1);
  });

  it("a correction holds for every later version, and back", () => {
    const word = (version: number, label: string) =>
      defineQuestionnaire({ id: "q", version, title: "Q", items: { a: text(label) } });
    const versions = [word(1, "Clam"), word(2, "Calm"), word(3, "Quiet")];
    const corrections = [
      { item: "a", part: "label", from: "Clam", to: "Calm" },
      { item: "a", part: "label", from: "Calm", to: "Quiet" },
    ];
    expect(refused(versions, word(4, "Clam"), corrections)).toEqual([]);
    expect(refused(versions, word(4, "Loud"), corrections)).toHaveLength(1);
    expect(refused(versions, word(4, "Clam"))).toHaveLength(1);
  });

  it("nothing is said of a first version", () => {
    expect(compareWithEarlier([version(2), version(3)], first)).toEqual([]);
  });
});
