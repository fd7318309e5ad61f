import { readFile } from "node:fs/promises";
import { type Difference, type Note, type Reconciliation, reconcile } from "@lab/survey-stack";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Pipeline, startPipeline } from "../pipeline.ts";
import { readTables } from "../rebuild-tables.ts";
import { bucketCorruptions } from "./bucket-corruptions.ts";
import type { Corruption, Expected } from "./corruption.ts";
import { rejectedCorruptions } from "./rejected-corruptions.ts";
import { tableCorruptions } from "./table-corruptions.ts";
import { rejectedOf, surveysOf, tamperingWith } from "./tampering.ts";

const corruptions: readonly Corruption[] = [
  ...bucketCorruptions,
  ...tableCorruptions,
  ...rejectedCorruptions,
];
const { signal } = new AbortController();

/** Differences or notes as texts, in one order. */
function told(list: readonly (Difference | Note)[]): string[] {
  return list
    .map((one) =>
      JSON.stringify(Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))),
    )
    .sort();
}

describe("corruptions of a stack, one of each kind at the same time", () => {
  let pipeline: Pipeline;
  let healthy: Record<"usual" | "deep", Reconciliation>;
  let corrupted: Record<"usual" | "deep", Reconciliation>;
  const expected = new Map<Corruption, Expected>();
  const overwritten: string[] = [];

  beforeAll(async () => {
    pipeline = await startPipeline();
    const { stack } = pipeline;
    const participants = corruptions.map((_, index) => `c${String(index).padStart(2, "0")}`);
    await pipeline.send(participants.flatMap(surveysOf));
    await pipeline.settle();
    const inBothModes = async () => ({
      usual: await reconcile(stack, { signal }),
      deep: await reconcile(stack, { signal, deep: true }),
    });
    healthy = await inBothModes();
    const { submissions } = await readTables(stack);
    const rejected = await rejectedOf(stack);
    for (const [index, corruption] of corruptions.entries()) {
      const user_id = participants[index] ?? "";
      const tampering = await tamperingWith(stack, user_id, submissions, rejected.get(user_id));
      const putSurvey: typeof tampering.putSurvey = async (key, ...object) => {
        if (tampering.surveys.some((survey) => survey.key === key)) overwritten.push(key);
        await tampering.putSurvey(key, ...object);
      };
      expected.set(corruption, await corruption.corrupt({ ...tampering, putSurvey }));
    }
    corrupted = await inBothModes();
  }, 120_000);
  afterAll(() => pipeline?.[Symbol.asyncDispose]());

  it("are 27 at least, and none of them was there before", () => {
    expect(corruptions.length).toBeGreaterThanOrEqual(27);
    for (const result of Object.values(healthy)) expect(result).toMatchObject({ differences: [], notes: [] });
  });

  it.each(corruptions)("$foundBy: $name", (corruption) => {
    const { found = [], deep = [], notes = [], deepNotes = [] } = expected.get(corruption) ?? {};
    const usual = told(corrupted.usual.differences);
    expect(usual).toEqual(expect.arrayContaining(told(found)));
    expect(told(corrupted.deep.differences)).toEqual(expect.arrayContaining(told([...found, ...deep])));
    expect(told(corrupted.usual.notes)).toEqual(expect.arrayContaining(told(notes)));
    expect(told(corrupted.deep.notes)).toEqual(expect.arrayContaining(told([...notes, ...deepNotes])));
    // What is promised of a mode is neither found by less nor left to more.
    expect(found.length > 0).toBe(corruption.foundBy === "both");
    if (corruption.foundBy === "deep") {
      expect(deep.length).toBeGreaterThan(0);
      expect(usual.filter((one) => told(deep).includes(one))).toEqual([]);
    }
    if (corruption.foundBy === "note") expect([deep.length, notes.length]).toEqual([0, 1]);
    if (corruption.foundBy === "deep note") expect([deep.length, deepNotes.length]).toEqual([0, 1]);
  });

  it("are found one by one, and nothing else with them", () => {
    const all = [...expected.values()];
    const found = all.flatMap((one) => one.found ?? []);
    const deep = all.flatMap((one) => one.deep ?? []);
    const notes = all.flatMap((one) => one.notes ?? []);
    expect(told(corrupted.usual.differences)).toEqual(told(found));
    expect(told(corrupted.deep.differences)).toEqual(told([...found, ...deep]));
    expect(told(corrupted.usual.notes)).toEqual(told(notes));
    // Whatever was put over an object of the surveys bucket leaves a version that tells of it.
    const again = overwritten.map((key): Note => ({ kind: "survey_put_again", key }));
    expect(told(corrupted.deep.notes)).toEqual(told([...notes, ...again]));
    expect(told(again)).toEqual(expect.arrayContaining(told(all.flatMap((one) => one.deepNotes ?? []))));
  });
});

describe("docs/reliability.md", () => {
  it("lists every corruption, and which mode finds it", async () => {
    const page = await readFile(new URL("../../../../docs/reliability.md", import.meta.url), "utf8");
    const section = page.split("### What reconcile finds\n")[1]?.split("\n## ")[0] ?? "";
    const rows = [...section.matchAll(/^\| (?!what |---)(.+?) \| (.+?) \|$/gm)].map(
      ([, name, by]) => `${name}: ${by}`,
    );
    const modes = {
      both: "both",
      deep: "`--deep`",
      note: "both, as a note",
      "deep note": "`--deep`, as a note",
    };
    expect(rows).toEqual(corruptions.map(({ name, foundBy }) => `${name}: ${modes[foundBy]}`));
  });
});
