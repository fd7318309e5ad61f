import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runProcess, ScratchStudy } from "./scratch-study.ts";

const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
const base = fileURLToPath(new URL("../../../../tsconfig.base.json", import.meta.url));

async function typeProblems(study: ScratchStudy): Promise<string> {
  const config = { extends: base, compilerOptions: { noEmit: true }, include: ["src/index.ts"] };
  study.write("tsconfig.json", JSON.stringify(config));
  return (await runProcess([tsc, "-p", join(study.folder, "tsconfig.json")])).stdout;
}

describe("questionnaire new", () => {
  it("begins next versions and new questionnaires, which type-check and pass", async () => {
    const study = new ScratchStudy();
    for (const id of ["daily", "momentary", "evening_mood"]) {
      expect(await study.run(["new", id]), id).toMatchObject({ code: 0, stderr: "" });
    }
    expect(study.read("src/study.ts")).toContain(
      [
        'import { daily } from "./daily.ts";',
        'import { daily2 } from "./daily-2.ts";',
        'import { eveningMood1 } from "./evening-mood-1.ts";',
        'import { momentary1, momentary2 } from "./momentary.ts";',
        'import { momentary3 } from "./momentary-3.ts";',
      ].join("\n"),
    );
    expect(study.read("src/index.ts")).toContain(
      [
        'export { daily } from "./daily.ts";',
        'export { daily2 } from "./daily-2.ts";',
        'export { eveningMood1 } from "./evening-mood-1.ts";',
        'export { judge } from "./judge.ts";',
        'export { momentary1, momentary2 } from "./momentary.ts";',
        'export { momentary3 } from "./momentary-3.ts";',
      ].join("\n"),
    );
    expect(await typeProblems(study)).toBe("");
    const { code, stdout } = await study.run(["check", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: ["daily@2", "momentary@3", "evening_mood@1"].map((questionnaire) => ({
        level: "note",
        code: "unpublished",
        questionnaire,
      })),
    });
    // Everything is carried over, so nothing differs.
    for (const [older, newer] of [
      ["daily@1", "daily@2"],
      ["momentary@2", "momentary@3"],
    ] as const) {
      expect((await study.run(["diff", older, newer])).stdout).toBe("Nothing differs.\n");
    }
    expect(await study.run(["publish", "--yes"])).toMatchObject({ code: 0 });
    expect(await study.run(["check", "--published"])).toMatchObject({ code: 0 });
  });

  it("overwrites nothing, and leaves everything as it was when it refuses", async () => {
    const study = new ScratchStudy();
    const before = study.read("src/study.ts");
    study.write("src/daily-2.ts", "mine");
    const { code, stderr } = await study.run(["new", "daily"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/daily-2\.ts is there already, and is not overwritten\. Move it away first\.\n$/);
    expect(study.read("src/daily-2.ts")).toBe("mine");
    expect(await study.run(["new", "Evening Mood"])).toMatchObject({ code: 2 });
    study.write("src/study.ts", before.replace("questionnaires: [", "questionnaires: [...[], "));
    expect(await study.run(["new", "evening"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("has no list `questionnaires: […]`"),
    });
  });

  it("refuses the next version while the newest is not published", async () => {
    const study = new ScratchStudy();
    expect(await study.run(["new", "daily"])).toMatchObject({ code: 0 });
    const { code, stderr } = await study.run(["new", "daily"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^daily@2 is not published yet\. Change that one, or publish it/);
  });
});
