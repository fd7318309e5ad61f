import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { scoresOf } from "../src/index.ts";
import { judge, moment, momentText } from "./a-study.ts";

/** Codes of the reasons, or the flags after a plus, of a survey's text. */
function verdict(text: string): string {
  const judged = judge.judge(text);
  return judged.valid ? `+${judged.flags.join()}` : judged.reasons.map(({ code }) => code).join();
}

/** Paths and codes of a malformed survey's issues. */
function issues(text: string): string[] {
  const parsed = judge.parse(text);
  if (parsed.wellFormed) return [];
  return parsed.reasons.flatMap((reason) =>
    reason.code === "malformed" ? reason.issues.map(({ code, path }) => `${path.join(".")} ${code}`) : [],
  );
}

describe("a survey that names its questionnaire", () => {
  it("is of that version", () => {
    expect(judge.parse(momentText())).toMatchObject({
      known: true,
      survey: {
        questionnaire: "moment",
        answered: { id: "moment", version: 3 },
        answers: { glad: 7, check: "blue" },
      },
    });
  });

  it("of the default keeps the default's identity", () => {
    const named = surveyText({ questionnaire: "daily@1" });
    expect(judge.judge(named)).toMatchObject({
      valid: true,
      survey: { answered: { id: "daily", version: 1 } },
    });
    expect(judge.parse(named)).not.toHaveProperty("survey.questionnaire");
  });

  it.each(["moment@4", "evening@1", "daily@2"])(
    "is rejected as unknown when the study lacks it: %s",
    (ref) => {
      expect(judge.parse(momentText({ questionnaire: ref }))).toMatchObject({
        wellFormed: true,
        known: false,
      });
      const judged = judge.judge(momentText({ questionnaire: ref, glad: "any" }));
      expect(judged).toEqual({
        valid: false,
        reasons: [{ code: "unknown_questionnaire", questionnaire: ref }],
        names: "0001",
      });
    },
  );

  it("is malformed rather than unknown when its own fields are wrong", () => {
    expect(verdict(momentText({ questionnaire: "moment@4", user_id: "" }))).toBe("malformed");
  });

  it.each([
    "",
    "moment",
    "moment@",
    "moment@0",
    "moment@01",
    "Moment@1",
    "moment@1.5",
    "moment@12345",
    null,
    1,
    {},
  ])("must name it by id and version, not %j", (questionnaire) => {
    expect(issues(momentText({ questionnaire }))).toEqual([expect.stringMatching(/^questionnaire /)]);
  });
});

describe("the fields of time", () => {
  it.each([
    ["timezone", "Europe/Berlin"],
    ["timezone", "America/Argentina/Buenos_Aires"],
    ["timezone", "Etc/GMT+5"],
    ["utc_offset", "-12:00"],
    ["scheduled_at", "2026-03-02T12:00:00Z"],
    ["notified_at", "2024-02-29T23:59:59.123+05:30"],
    ["started_at", "2026-03-02T12:00:00-03:00"],
  ])("takes %s = %j", (field, value) => {
    expect(judge.parse(momentText({ [field]: value }))).toMatchObject({ survey: { [field]: value } });
    expect(verdict(momentText({ [field]: value }))).toBe("+");
  });

  it.each([
    ["timezone", "Berlin time"],
    ["timezone", "../etc/passwd"],
    ["timezone", "a/b/c/d"],
    ["timezone", "A".repeat(65)],
    ["utc_offset", "+2"],
    ["utc_offset", "+15:00"],
    ["scheduled_at", "2026-03-02T12:00:00"],
    ["scheduled_at", "2026-02-30T12:00:00Z"],
    ["scheduled_at", "2026-03-02 12:00:00Z"],
    ["notified_at", 1],
    ["started_at", "2026-03-02T25:00:00Z"],
  ])("refuses %s = %j", (field, value) => {
    expect(issues(momentText({ [field]: value }))[0]).toMatch(new RegExp(`^${field} `));
  });

  it("flags a time zone that the engine does not know", () => {
    expect(verdict(momentText({ timezone: "Europe/Atlantis" }))).toBe("+unknown_timezone");
  });

  it("are unknown extra fields of a survey that names no questionnaire, whatever they hold", () => {
    expect(judge.parse(surveyText({ timezone: 5, scheduled_at: "soon" }))).not.toHaveProperty(
      "survey.timezone",
    );
    expect(verdict(surveyText({ timezone: 5, scheduled_at: "soon" }))).toBe("+");
  });
});

describe("each kind of item", () => {
  it.each([
    ["glad", 1],
    ["stress", -1],
    ["stress", 0],
    ["stress", -0.7],
    ["stress", 0.1 + 0.2],
    ["sleep", 7.5],
    ["born", "2000-02-29"],
    ["woke", "00:00"],
    ["woke", "23:59"],
  ])("takes %s = %j", (name, answer) => {
    expect(issues(momentText({ [name]: answer, why: name === "glad" ? "so" : undefined }))).toEqual([]);
  });

  it.each([
    ["glad", 8],
    ["glad", "7"],
    ["check", "green"],
    ["check", 1],
    ["stress", 0.25],
    ["stress", 1.1],
    ["company", []],
    ["company", ["friends", "friends"]],
    ["company", ["alone", "friends", "others"]],
    ["company", "alone"],
    ["sleep", 7.55],
    ["sleep", -1],
    ["sleep", 24.1],
    ["sleep", null],
    ["born", "2001-02-29"],
    ["born", "1899-12-31"],
    ["born", "2021-01-01"],
    ["born", "01.02.2000"],
    ["woke", "24:00"],
    ["woke", "7:00"],
  ])("refuses %s = %j and says where", (name, answer) => {
    const told = issues(momentText({ [name]: answer })).map((issue) => issue.split(/[ .]/)[0]);
    expect(told).toContain(name);
  });

  it("stores 0 for -0, which a table does not know", () => {
    const judged = judge.parse(momentText().replace('"stress":0.3', '"stress":-0'));
    expect(judged).toMatchObject({ survey: { answers: { stress: 0 } } });
  });
});

describe("a condition", () => {
  it("hides an item, which must then be absent", () => {
    expect(issues(momentText({ pleasant: 2 }))).toEqual(["pleasant hidden_item"]);
    expect(issues(momentText({ company: ["friends"], pleasant: 2 }))).toEqual([]);
  });

  it("shows a required item, which must then be there", () => {
    expect(issues(momentText({ company: ["friends"] }))).toEqual(["pleasant invalid_type"]);
    expect(issues(momentText({ glad: 2 }))).toEqual(["why invalid_type"]);
    expect(verdict(momentText({ glad: 2, why: "rain" }))).toBe("+");
  });

  it("demands a visible text only where the text is shown", () => {
    expect(verdict(momentText({ glad: 2, why: " " }))).toBe("no_text");
    expect(verdict(momentText({ glad: 7 }))).toBe("+");
  });
});

describe("rules", () => {
  it("reject or flag, as the questionnaire says", () => {
    expect(verdict(momentText({ time_elapsed: 2 }))).toBe("+too_fast");
    expect(verdict(momentText({ check: "red" }))).toBe("failed_check");
    expect(verdict(surveyText({ time_elapsed: 3 }))).toBe("too_fast");
  });

  it("flag what took too long", () => {
    expect(verdict(momentText({ time_elapsed: 600 }))).toBe("+");
    expect(verdict(momentText({ time_elapsed: 600.5 }))).toBe("+too_slow");
  });

  it("flag one answer to five Likert items or more", () => {
    const same = { q1: 2, q2: 2, q3: 2, q4: 2, q5: 2 };
    expect(verdict(surveyText(same))).toBe("+straight_lined");
    expect(verdict(surveyText({ ...same, q5: 3 }))).toBe("+");
    expect(verdict(momentText({ glad: 7, sad: 7 }))).toBe("+");
  });
});

describe("scores", () => {
  it("count reverse-scored items from the other end, and a missing one as far as it may", () => {
    expect(scoresOf(moment, { glad: 7, sad: 1 })).toEqual({ mood: 7 });
    expect(scoresOf(moment, { glad: 4, sad: 2 })).toEqual({ mood: 5 });
    expect(scoresOf(moment, { glad: 3 })).toEqual({ mood: 3 });
    expect(scoresOf(moment, {})).toEqual({ mood: undefined });
  });

  it("sum up, with the mean of the others for a missing answer", () => {
    const scores = [{ name: "total", combine: "sum", items: ["glad", "sad"], maxMissing: 1 }] as const;
    expect(scoresOf({ ...moment, scores }, { glad: 7, sad: 3 })).toEqual({ total: 12 });
    expect(scoresOf({ ...moment, scores }, { glad: 3 })).toEqual({ total: 6 });
  });
});
