import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { runProcess, ScratchStudy } from "./scratch-study.ts";

const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

let study: ScratchStudy;
beforeAll(() => {
  study = new ScratchStudy();
});

describe("the command line", () => {
  it("has the commands", async () => {
    const { code, stdout } = await runProcess([cli, "questionnaire", "--help"]);
    expect(code).toBe(0);
    for (const name of ["list", "show", "check", "diff", "new", "publish"]) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
    }
  });

  it.each(["list", "show", "check", "diff", "new", "publish"])("shows an example of %s", async (name) => {
    const { code, stdout } = await study.run([name, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`  npm run lab-survey -- questionnaire ${name}`);
  });
});

describe("questionnaire list", () => {
  it("shows every version, for people and as JSON", async () => {
    const { code, stdout } = await study.run(["list"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +daily +1 +6 +en +published +default$/m);
    expect(stdout).toMatch(/^ +momentary +2 +20 +en, de +published$/m);
    const json = await study.run(["list", "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      questionnaires: [
        { id: "daily", version: 1, items: 6, published: true, default: true },
        { id: "momentary", version: 1, default: false },
        { id: "momentary", version: 2 },
      ],
    });
  });
});

describe("questionnaire show", () => {
  it("shows the newest version in all its languages, with every code and label", async () => {
    const { code, stdout } = await study.run(["show", "momentary"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^momentary@2, published$/m);
    expect(stdout).toMatch(/on_the_way {2}On the way/);
    expect(stdout).toMatch(/on_the_way {2}Unterwegs/);
    expect(stdout).toContain("shown if company is answered and does not include alone");
  });

  it("gives the definition as JSON", async () => {
    const { stdout } = await study.run(["show", "daily@1", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      id: "daily",
      items: ["q1", "q2", "q3", "q4", "q5", "freetext"].map((name) => ({ name })),
    });
  });

  it("gives the JSON Schema of its surveys, and nothing else", async () => {
    const { code, stdout, stderr } = await study.run(["show", "momentary", "--json-schema"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const schema: unknown = JSON.parse(stdout);
    expect(schema).toMatchObject({ properties: { questionnaire: { const: "momentary@2" } } });
    const seed = await study.run(["show", "daily@1", "--json-schema", "--json"]);
    expect(JSON.parse(seed.stdout)).not.toMatchObject({
      required: expect.arrayContaining(["questionnaire"]),
    });
    expect(await study.run(["show", "daily", "--json-schema", "--language", "en"])).toMatchObject({
      code: 2,
    });
  });

  it("names what there is, when asked for something else", async () => {
    const { code, stderr } = await study.run(["show", "weekly"]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "There is no questionnaire weekly. The study has daily@1, momentary@1, momentary@2.\n",
    });
    expect(await study.run(["show", "daily", "--language", "de"])).toMatchObject({ code: 2 });
  });
});

describe("questionnaire diff", () => {
  it("says what a version changed, and that it is allowed", async () => {
    const { code, stdout } = await study.run(["diff", "momentary@1", "momentary@2"]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: [
        "allowed  item place: the option on_the_way is new",
        'allowed  failed_check is "flag", and was "reject"',
        "allowed  maxSeconds is 1800, and was not set",
        "",
      ].join("\n"),
    });
  });

  it("says with exit code 1 what is not", async () => {
    const changed = new ScratchStudy();
    changed.replace(
      "src/daily.ts",
      'likert("I feel calm.", agreement)',
      'likert("I feel calm.", ["no", "yes"])',
    );
    const { code, stdout } = await changed.run(["diff", "daily@1", "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      changes: [{ code: "other_points", item: "q3", from: 5, to: 2 }],
    });
    expect(await study.run(["diff", "daily@1", "momentary@1"])).toMatchObject({ code: 2 });
  });
});
