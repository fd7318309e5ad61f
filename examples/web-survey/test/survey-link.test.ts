import { daily, momentary1, momentary2, study } from "@lab/study";
import { describe, expect, it } from "vitest";
import { findAsked } from "../src/survey/find-questionnaire.ts";
import { readSurveyLink, withoutFields, withoutPrompt } from "../src/survey/survey-link.ts";

describe("a link", () => {
  it("says which questionnaire is asked, and which prompt is answered", () => {
    const search =
      "?participant=0001&questionnaire=momentary&scheduled_at=2026-03-02T12:00:00+01:00&notified_at=2026-03-02T11%3A00%3A05Z";
    expect(readSurveyLink({ search })).toEqual({
      questionnaire: "momentary",
      prompt: { scheduled_at: "2026-03-02T12:00:00+01:00", notified_at: "2026-03-02T11:00:05Z" },
    });
  });

  it("need say neither, and is not believed with a time that is none", () => {
    const nothing = { questionnaire: undefined, prompt: {} };
    expect(readSurveyLink({ search: "" })).toEqual(nothing);
    expect(readSurveyLink({ search: "?questionnaire=&scheduled_at=noon" })).toEqual(nothing);
  });

  it("loses its prompt once that is answered, and nothing else", () => {
    const search =
      "?questionnaire=momentary&scheduled_at=2026-03-02T12:00:00+01:00&participant=0001&notified_at=x";
    expect(withoutPrompt(search)).toBe("?questionnaire=momentary&participant=0001");
    expect(withoutPrompt("?scheduled_at=x")).toBe("");
    expect(withoutPrompt("")).toBe("");
    expect(withoutFields("?participant=0001&questionnaire=daily", ["participant"])).toBe(
      "?questionnaire=daily",
    );
  });
});

describe("the questionnaire that is asked", () => {
  it("is the newest version of the one in the link", () => {
    expect(findAsked({ questionnaires: [daily, momentary1, momentary2] }, "momentary")).toBe(momentary2);
    expect(findAsked({ questionnaires: [momentary2, momentary1] }, "momentary")).toBe(momentary2);
  });

  it("is the study's default without one, or the first", () => {
    expect(findAsked(study, undefined)).toBe(daily);
    expect(findAsked({ questionnaires: [momentary1, momentary2, daily] }, undefined)).toBe(momentary2);
  });

  it("is none that the study does not have", () => {
    expect(findAsked(study, "weekly")).toBeUndefined();
    expect(findAsked(study, "momentary@2")).toBeUndefined();
  });
});
