import { describe, expect, it } from "vitest";
import { likert, mean, type Questionnaire, singleChoice, text } from "../../src/index.ts";
import { base, changed, codes, first, places, scale, version, without } from "./a-version.ts";

describe("between two versions is allowed", () => {
  it("nothing at all", () => expect(codes(first, version(2))).toEqual([]));

  it.each<[string, Questionnaire, string[]]>([
    ["an item more", changed({ calm: likert("Calm", scale) }), ["+item_added"]],
    ["an item less", version(2, without("why")), ["+item_removed"]],
    ["another order", version(2, { why: text("Why?"), ...without("why") }), ["+items_reordered"]],
    [
      "an option with a new code",
      changed({ place: singleChoice("Where are you?", { ...places, way: "On the way" }) }),
      ["+option_added"],
    ],
    [
      "an option less, while its code rests",
      changed({ place: singleChoice("Where are you?", { home: "At home", other: "Elsewhere" }) }),
      ["+option_added", "+option_removed"],
    ],
    [
      "options in another order",
      changed({ place: singleChoice("Where are you?", { work: "At work", home: "At home" }) }),
      ["+options_reordered"],
    ],
    ["other rules", version(2, base, { rules: { minSeconds: 9 } }), ["+rule_changed"]],
    [
      "what a rule does",
      version(2, base, { rules: { consequences: { no_text: "flag" } } }),
      ["+rule_changed"],
    ],
    ["a score", version(2, base, { scores: { mood: mean(["glad"]) } }), ["+rule_changed", "+rule_changed"]],
    ["when an item is required", changed({ why: text("Why?", { required: false }) }), ["+rule_changed"]],
    ["the length of a text", changed({ why: text("Why?", { maxCharacters: 9 }) }), ["+rule_changed"]],
    ["another title", version(2, base, { title: "R" }), ["+text_changed"]],
    ["instructions", version(2, base, { instructions: "Sit down." }), ["+text_changed"]],
    ["a help", changed({ why: text("Why?", { help: "In your words." }) }), ["+text_changed"]],
  ])("%s", (_, newer, expected) => expect(codes(first, newer)).toEqual(expected));

  it("a translation", () => {
    const [older, newer] = [
      version(1, { glad: likert("Glad", scale) }),
      version(
        2,
        {
          glad: likert({ en: "Glad", de: "Froh" }, [
            { en: "no", de: "nein" },
            { en: "somewhat", de: "etwas" },
            { en: "yes", de: "ja" },
          ]),
        },
        { languages: ["en", "de"], title: { en: "Q", de: "F" } },
      ),
    ];
    expect(codes(older, newer)).toEqual(["+languages_changed"]);
    expect(codes(newer, { ...older, version: 3 })).toEqual(["+languages_changed"]);
  });

  it("the same text in another notation", () => {
    expect(codes(first, changed({ why: text({ en: "Why?" }) }))).toEqual(["+translated"]);
  });
});
