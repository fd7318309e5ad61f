import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judge } from "@lab/study";
import { canonicalJson } from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import { interpret } from "./interpreter.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/survey-format.md"), "utf8");

/** The first example of the page in a language. */
function exampleIn(language: string): string {
  const [, code] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "m").exec(page) ?? [];
  if (code === undefined) throw new Error(`docs/survey-format.md has no example in ${language}`);
  return code;
}

describe("the Python example of the page on the format of surveys", () => {
  it("makes the page's first survey, which is accepted", async () => {
    const body = await interpret(
      "python3",
      [join(import.meta.dirname, "run_example.py")],
      exampleIn("python"),
    );
    expect(judge.judge(body)).toMatchObject({ valid: true, flags: [] });
    expect(canonicalJson(JSON.parse(body))).toBe(canonicalJson(JSON.parse(exampleIn("json"))));
  });
});

describe("an interpreter that is missing", () => {
  it("is a failure, which says what to install", async () => {
    await expect(interpret("no-such-interpreter", [], "")).rejects.toThrow(
      /^no-such-interpreter cannot be started\. This test needs it and is never skipped\. Install it/,
    );
  });
});
