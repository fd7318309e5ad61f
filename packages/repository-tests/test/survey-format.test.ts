import { judge } from "@lab/study";
import { flagSchema, rejectionReasonSchema } from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import { read } from "./repository.ts";

const page = read("docs/survey-format.md");

/** Each JSON example of the page, with the verdict that the page gives below it. */
const examples = [...page.matchAll(/^```json\n([\s\S]*?)^```\n\nVerdict: (.*)\.$/gm)].map(
  ([, text = "", verdict = ""]) => ({ text, verdict }),
);

/** A verdict in the words of the page. */
function verdictOn(text: string): string {
  const judged = judge.judge(text);
  const codes = judged.valid ? judged.flags : judged.reasons.map(({ code }) => code);
  return [judged.valid ? "accepted" : "rejected", ...codes.map((code) => `\`${code}\``)].join(", ");
}

describe("the page on the format of surveys", () => {
  it("gives a verdict on each example", () => {
    expect(examples.length).toBe(page.match(/^```json$/gm)?.length);
  });

  it.each(examples)("says rightly that a survey is $verdict", ({ text, verdict }) => {
    expect(verdictOn(text)).toBe(verdict);
  });

  it("explains every reason, and shows each that a text alone can give", () => {
    const headings = [...page.matchAll(/^### (.*)$/gm)].flatMap(([, heading = ""]) =>
      [...heading.matchAll(/`(\w+)`/g)].map(([, code]) => code),
    );
    const codes = rejectionReasonSchema.def.options.map(({ shape }) => shape.code.def.values[0]);
    expect(headings.sort()).toEqual([...codes].sort());
    const shown = examples.filter(({ verdict }) => verdict.startsWith("rejected"));
    for (const code of codes.filter((one) => one !== "wrong_sender" && one !== "conflicting"))
      expect(shown.some(({ verdict }) => verdict.includes(`\`${code}\``))).toBe(true);
  });

  it("explains every flag", () => {
    const table = /^\| flag \|[\s\S]*?\n\n/m.exec(page)?.[0] ?? "";
    const explained = [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, flag]) => flag),
    );
    expect(explained.sort()).toEqual([...flagSchema.options].sort());
  });

  it.each(["ts", "swift", "kotlin", "python"])("makes a whole survey in %s", (language) => {
    const code = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "m").exec(page)?.[1] ?? "";
    const fields = Object.keys(JSON.parse(examples[0]?.text ?? "{}"));
    expect(fields.length).toBeGreaterThan(3);
    expect(fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(code))).toEqual([]);
  });
});
