import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { ScratchStudy } from "./scratch-study.ts";

const LOCK = "questionnaires.lock.json";
const typo = ["publish", "daily@1", "--correction", "q3: a typo"];
const QUESTION = "Publish? It cannot be taken back. [y/N]";

let study: ScratchStudy;
let lock: string;
beforeEach(() => {
  study = new ScratchStudy();
  lock = study.read(LOCK);
});

describe("questionnaire check", () => {
  it("is well when all is published", async () => {
    const { code, stdout } = await study.run(["check", "--published"]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "The study has 3 versions, 3 published. All is well.\n",
    });
  });

  it("fails with what to do when a published version changed", async () => {
    study.replace("src/daily.ts", "I feel calm.", "I feel clam.");
    const { code, stdout } = await study.run(["check"]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      "daily@1 changed after it was published: make it version 2, or declare a correction",
    );
  });

  it("fails when one went away, or the lock was edited, or a definition is wrong", async () => {
    study.replace("src/study.ts", ", momentary2]", "]");
    expect((await study.run(["check"])).stdout).toMatch(
      /^problem: momentary@2 was published and is no longer/,
    );
    study.write(LOCK, lock.replace("I feel calm.", "I feel fine."));
    expect(await study.run(["check"])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("from git"),
    });
    study.replace("src/daily.ts", "maxCharacters: 10_000", "maxCharacters: 0");
    const { code, stdout } = await study.run(["check", "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, findings: [{ code: "definition" }] });
  });
});

describe("the codebooks", () => {
  it("are written with the lock, and keep both wordings of a correction", async () => {
    study.replace("src/daily.ts", "I feel calm.", "I feel clam.");
    const { stdout } = await study.run([...typo, "--yes"]);
    expect(stdout).toMatch(/Published\. Commit .* together with\n.*lock\.json\n.*codebook\/daily\.md\n$/);
    expect(study.read("codebook/daily.md")).toContain(
      "- The label was corrected (a typo): “I feel calm.” of daily@1 became “I feel clam.” of daily@1.",
    );
    expect(await study.run(["check", "--published"])).toMatchObject({ code: 0 });
  });

  it.each([
    ["is missing", "is missing: `npm run lab-survey -- questionnaire publish` writes it"],
    ["was edited", "does not say what is published: `npm run"],
  ])("fail the check when one %s, and are written again by publish", async (how, sentence) => {
    const written = study.read("codebook/daily.md");
    if (how === "is missing") rmSync(join(study.folder, "codebook/daily.md"));
    else study.replace("codebook/daily.md", "I feel calm.", "I feel fine.");
    const { code, stdout } = await study.run(["check"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^problem: the codebook .*codebook\/daily\.md /);
    expect(stdout).toContain(sentence);
    expect((await study.run(["publish"])).stdout).toMatch(
      /The codebook is written again\. Commit .*daily\.md\.\n$/,
    );
    expect(study.read("codebook/daily.md")).toBe(written);
    expect(await study.run(["check"])).toMatchObject({ code: 0 });
  });

  it("fail the check when one is of no published questionnaire", async () => {
    study.write("codebook/weekly.md", "# Codebook of weekly\n");
    const { code, stdout } = await study.run(["check"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/codebook\/weekly\.md is of no questionnaire that was published: delete it\n/);
  });
});

describe("questionnaire publish", () => {
  it("publishes all when the answer is yes, and the lock is the one that is committed", async () => {
    study.write(LOCK, lock.replace(/"published": \{[\s\S]*\n {2}\},/, '"published": {},'));
    expect(await study.run(["check", "--published"])).toMatchObject({ code: 1 });
    const { code, stdout } = await study.run(["publish"], { answer: "y\n" });
    expect(code).toBe(0);
    expect(stdout).toContain("The default questionnaire is daily, from now on for ever.");
    expect(study.read(LOCK)).toBe(lock);
    expect(await study.run(["publish"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/nothing to publish/),
    });
  });

  it.each([
    ["no", { answer: "n\n" }, 0],
    ["none, as in a script", { answer: "" }, 2],
    ["Ctrl-C", { interruptAt: QUESTION }, 130],
  ])("publishes nothing when the answer is %s", async (_, input, expected) => {
    study.replace("src/daily.ts", "I feel calm.", "I feel clam.");
    const { code, stderr } = await study.run(typo, input);
    expect(stderr).toContain(QUESTION);
    expect(code).toBe(expected);
    expect(study.read(LOCK)).toBe(lock);
    expect(readdirSync(study.folder).sort()).toEqual(
      ["codebook", "node_modules", "package.json", LOCK, "src"].sort(),
    );
  });

  it("takes a declared correction, and refuses one that is more", async () => {
    study.replace("src/daily.ts", "I feel calm.", "I feel clam.");
    expect(await study.run(["publish", "daily@1", "--yes"])).toMatchObject({ code: 1 });
    expect(study.read(LOCK)).toBe(lock);
    const { code, stdout } = await study.run([...typo, "--yes"]);
    expect(code).toBe(0);
    expect(stdout).toContain("corrects the label of q3 (a typo): “I feel calm.” becomes “I feel clam.”");
    expect(study.read(LOCK)).toContain('"reason": "a typo"');
    expect(await study.run(["check", "--published"])).toMatchObject({ code: 0 });
    study.replace("src/daily.ts", '"I feel clam.", agreement', '"I feel calm.", ["no", "yes"]');
    expect(await study.run([...typo, "--yes"])).toMatchObject({ code: 1 });
  });

  it("does not take a declaration without a version, or without a reason", async () => {
    expect(await study.run(["publish", "--correction", "q3: a typo"])).toMatchObject({ code: 2 });
    expect(await study.run(["publish", "daily@1", "--correction", "q3"])).toMatchObject({ code: 2 });
  });
});
