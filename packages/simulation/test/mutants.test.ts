import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allMutants } from "../src/mutants/catalogue.ts";
import { applyMutant, type Mutant, MutantError } from "../src/mutants/mutant.ts";
import { runMutants } from "../src/run-mutants.ts";

describe("the mutants", () => {
  it("are all killed", async () => {
    const { mutants, ok } = await runMutants();
    expect(mutants.filter(({ killed }) => !killed)).toEqual([]);
    expect(mutants).toHaveLength(allMutants.length);
    expect(ok).toBe(true);
  });

  it("have names of their own, and are fifteen at least", () => {
    expect(new Set(allMutants.map(({ name }) => name)).size).toBe(allMutants.length);
    expect(allMutants.length).toBeGreaterThanOrEqual(15);
  });

  it.each(allMutants)("fit the sources: $name", (mutant) => {
    const source = readFileSync(join(import.meta.dirname, "../..", mutant.file), "utf8");
    expect(applyMutant(mutant, source)).not.toBe(source);
  });
});

describe("a mutant", () => {
  const mutant: Mutant = {
    name: "added twice",
    defect: "",
    file: "a.ts",
    concernsWithdrawal: false,
    edits: [{ find: "n + 1", replace: "n + 2" }],
  };

  it("replaces its text where it occurs once", () => {
    expect(applyMutant(mutant, "return n + 1;")).toBe("return n + 2;");
  });

  it("does not fit a source that lacks its text or has it more than once", () => {
    expect(() => applyMutant(mutant, "return n;")).toThrow(MutantError);
    expect(() => applyMutant(mutant, "n + 1, n + 1")).toThrow(MutantError);
  });
});
