import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { codebookPage } from "../examples/codebook-page.ts";
import { evening } from "../examples/evening.ts";
import { complaints } from "../examples/judge.ts";
import { makeSurvey } from "../examples/make-survey.ts";
import { contentHash } from "../examples/same-survey.ts";
import * as schema from "../src/index.ts";

const folder = join(import.meta.dirname, "..");
const readme = readFileSync(join(folder, "README.md"), "utf8");
const survey = makeSurvey("0001", new Date(2021, 8, 28, 12, 0, 0), new Date(2021, 8, 28, 12, 1, 30));

describe("the README", () => {
  it.each(globSync("examples/*.ts", { cwd: folder }))("quotes %s as it is", (example) => {
    const code = readFileSync(join(folder, example), "utf8");
    expect(readme).toContain(`\`\`\`ts\n${code}\`\`\``);
  });

  it("names what there is, and every function", () => {
    const functions = Object.entries(schema).flatMap(([name, value]) =>
      typeof value === "function" ? [name] : [],
    );
    for (const name of functions) expect(readme).toContain(`\`${name}`);
    const tables = readme.match(/^\| export \|.*\n(?:\|.*\n)+/gm) ?? [];
    const rows = tables.flatMap((table) => [...table.matchAll(/^\| `(\w+)[(`]/gm)]);
    const named = rows.map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(functions.length);
    expect(named.filter((name) => !(name in schema))).toEqual([]);
  });
});

describe("its examples", () => {
  it("make a valid survey", () => {
    expect(survey).toMatchObject({ timestamp: "092821120130", time_elapsed: 90 });
    expect(complaints(JSON.stringify(survey))).toEqual([]);
  });

  it("make a codebook", () => {
    expect(codebookPage([evening])).toContain(
      "| [`calm`](#calm) | This evening, I feel calm. | Likert scale | 1 |",
    );
  });

  it("say what is wrong with a survey, and quote no answer", () => {
    expect(complaints("{")).toEqual(["not_json"]);
    expect(complaints(JSON.stringify({ ...survey, time_elapsed: 2, day: " " }))).toEqual([
      "answered too fast",
      "no_text",
    ]);
    const [malformed, ...others] = complaints(JSON.stringify({ ...survey, calm: "a secret" }));
    expect(others).toEqual([]);
    expect(malformed).toMatch(/^calm: /);
    expect(malformed).not.toContain("secret");
  });

  it("tell the same survey from another", () => {
    const { user_id, ...rest } = survey;
    const reordered = JSON.stringify({ ...rest, user_id }, null, 2);
    expect(contentHash(JSON.stringify(survey))).toMatch(/^[0-9a-f]{64}$/);
    expect(contentHash(reordered)).toBe(contentHash(JSON.stringify(survey)));
    expect(contentHash(JSON.stringify({ ...survey, calm: 2 }))).not.toBe(contentHash(reordered));
    expect(contentHash("{}")).toBeUndefined();
  });
});
