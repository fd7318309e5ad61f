import { describe, expect, it } from "vitest";
import { codebookMarkdown, codebookOf } from "../src/codebook/index.ts";
import {
  defineQuestionnaire,
  type Item,
  likert,
  mean,
  type Questionnaire,
  singleChoice,
  text,
} from "../src/index.ts";

function version(number: number, items: Readonly<Record<string, Item>>): Questionnaire {
  const score = mean(["glad"], { maxMissing: 0 });
  return defineQuestionnaire({ id: "q", version: number, title: "Q", items, scores: { mood: score } });
}

const glad = likert("Glad", ["no", "yes"], { reverse: true, scale: "mood" });
const page = (...versions: readonly Questionnaire[]) => codebookMarkdown(codebookOf(versions));
const sectionOf = (markdown: string, name: string) =>
  new RegExp(`^### ${name}\\n([\\s\\S]*?)(?=^### |$(?![\\s\\S]))`, "m").exec(markdown)?.[1] ?? "";

describe("a codebook's page", () => {
  it("says all about a variable in a table and in sentences", () => {
    expect(sectionOf(page(version(1, { glad })), "glad")).toBe(
      [
        "",
        "| text | language | wording |",
        "| --- | --- | --- |",
        "| question | en | Glad |",
        "",
        "| value | label (en) |",
        "| --- | --- |",
        "| `1` | no |",
        "| `2` | yes |",
        "",
        "- It is a Likert scale. A value is a whole number from 1 to 2.",
        "- It is asked in version 1.",
        "- It must be answered where it is shown.",
        "- It belongs to the scale `mood`.",
        "- It is reverse-scored. The value is stored as it was answered, and counts in scores from the other end of the scale.",
        "",
      ].join("\n"),
    );
  });

  it("names versions only where they differ", () => {
    const first = version(1, { glad, where: singleChoice("Where?", { home: "At home", work: "At work" }) });
    const second = version(2, {
      glad,
      where: singleChoice("Where?", { home: "At home", work: "At work", way: "On the way" }),
      why: text("Why?"),
    });
    const markdown = page(first, second);
    expect(sectionOf(markdown, "glad")).not.toMatch(/^\| .* versions/m);
    expect(sectionOf(markdown, "where")).toContain(
      "| `work` | At work | *all* |\n| `way` | On the way | 2 |\n",
    );
    expect(markdown).toContain(
      "| `no_text` | a text that must be answered is blank. The survey is rejected | 2 |",
    );
    expect(markdown).toContain("| [`why`](#why) | Why? | text | 2 |");
    expect(markdown).toContain("| `mood` | the mean of `glad`. None may be missing |\n");
  });

  it("writes a label below each other where languages or wordings are many", () => {
    const tags = ["en", "de", "fr"];
    const wording = (word: string) => Object.fromEntries(tags.map((tag) => [tag, `${word} ${tag}`]));
    const item = likert(wording("Glad"), [wording("no"), wording("yes")]);
    const one = defineQuestionnaire({
      id: "q",
      version: 1,
      title: wording("Q"),
      languages: tags,
      items: { item },
    });
    expect(sectionOf(page(one), "item")).toContain(
      "| value | language | label |\n| --- | --- | --- |\n| `1` | en | no en |\n| `1` | de | no de |",
    );
  });

  it("shows a text as it was written, whatever it means in Markdown", () => {
    const odd = "Is *a|b* <b>`c`</b> [d](e)_f_?\nYes or no? It is a long question, which goes on and on.";
    const markdown = page(version(1, { glad, odd: text(odd) }));
    const written = "Is \\*a\\|b\\* \\<b\\>\\`c\\`\\</b\\> \\[d\\](e)\\_f\\_?";
    expect(sectionOf(markdown, "odd")).toContain(
      `| question | en | ${written}<br>Yes or no? It is a long question, which goes on and on. |\n`,
    );
    expect(markdown).toContain(`| [\`odd\`](#odd) | ${written} Yes or no? It is a long ques… | text | 1 |`);
  });
});
