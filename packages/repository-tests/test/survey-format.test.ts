import { spawnSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judge } from "@lab/study";
import { canonicalJson, flagSchema, rejectionReasonSchema } from "@lab/survey-schema";
import { testFolder } from "@lab/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { read, root } from "./repository.ts";

afterEach(() => {
  vi.useRealTimers();
});

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
    // These depend on who sent the survey, on what is stored, or on whether the participant has withdrawn.
    const elsewhere: readonly unknown[] = ["wrong_sender", "conflicting", "withdrawn"];
    for (const code of codes.filter((one) => !elsewhere.includes(one)))
      expect(shown.some(({ verdict }) => verdict.includes(`\`${code}\``))).toBe(true);
  });

  it("explains every flag", () => {
    const table = /^\| flag \|[\s\S]*?\n\n/m.exec(page)?.[0] ?? "";
    const explained = [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, flag]) => flag),
    );
    expect(explained.sort()).toEqual([...flagSchema.options].sort());
  });

  it("makes the first survey in TypeScript, which compiles", async () => {
    const code = /^```ts\n([\s\S]*?)^```/m.exec(page)?.[1] ?? "";
    const folder = testFolder();
    symlinkSync(
      join(root, "packages/repository-tests/node_modules"),
      join(folder, "node_modules"),
      "junction",
    );
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "example.ts"), `${code}\nexport { body };\n`);
    const config = { extends: join(root, "tsconfig.base.json"), compilerOptions: { noEmit: true } };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ ...config, include: ["example.ts"] }));
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    const compiled = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
    expect(compiled).toMatchObject({ stdout: "", status: 0 });
    vi.useFakeTimers({ now: new Date(2021, 8, 28, 12), toFake: ["Date"] });
    const { body } = await import(join(folder, "example.ts"));
    expect(canonicalJson(JSON.parse(body))).toBe(canonicalJson(JSON.parse(examples[0]?.text ?? "{}")));
  });

  it.each(["ts", "swift", "kotlin", "python"])("makes a whole survey in %s", (language) => {
    const code = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "m").exec(page)?.[1] ?? "";
    const fields = Object.keys(JSON.parse(examples[0]?.text ?? "{}"));
    expect(fields.length).toBeGreaterThan(3);
    expect(fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(code))).toEqual([]);
  });
});
