import { describe, expect, it } from "vitest";
import { surveyJsonSchema } from "../../src/index.ts";
import {
  DATE_PATTERN,
  DATE_TIME_PATTERN,
  dateLimitPattern,
  TIMESTAMP_PATTERN,
} from "../../src/json-schema/date-patterns.ts";
import { isDate, isDateTime } from "../../src/judge/dates.ts";
import { submissionTime } from "../../src/time/timestamp.ts";
import { daily, moment, study } from "../a-study.ts";

const DAY = 86_400_000;
const twoDigits = (value: number) => String(value).padStart(2, "0");
/** Every combination of two digits where a date has month and day. */
const monthsAndDays = Array.from({ length: 10_000 }, (_, i) => [
  twoDigits(Math.floor(i / 100)),
  twoDigits(i % 100),
]);

describe("the JSON Schema of a questionnaire", () => {
  it("asks for the envelope and the answers, by the names and in the words of the questionnaire", () => {
    expect(surveyJsonSchema(moment, study)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "This moment",
      required: [
        "user_id",
        "timestamp",
        "time_elapsed",
        "questionnaire",
        "glad",
        "sad",
        "check",
        "stress",
        "company",
      ],
      properties: {
        questionnaire: { const: "moment@3" },
        glad: { title: "Glad", type: "integer", minimum: 1, maximum: 7 },
        company: { title: "Who is with you?", items: { enum: ["alone", "friends", "others"] }, maxItems: 2 },
        why: { type: "string", maxLength: 5 },
      },
    });
  });

  it("refuses a hidden item, and demands a required one that is shown", () => {
    const alone = { type: "array", contains: { const: "alone" } };
    expect(surveyJsonSchema(moment, study).allOf).toEqual([
      {
        if: { required: ["company"], properties: { company: { not: alone } } },
        then: { required: ["pleasant"] },
        else: { properties: { pleasant: false } },
      },
      {
        if: { required: ["glad"], properties: { glad: { type: "number", maximum: 2 } } },
        then: { required: ["why"] },
        else: { properties: { why: false } },
      },
    ]);
  });

  it("asks for the questionnaire's name, but for the default's version 1", () => {
    expect(surveyJsonSchema(daily, study).required).not.toContain("questionnaire");
    expect(surveyJsonSchema(daily, {}).required).toContain("questionnaire");
    expect(surveyJsonSchema({ ...daily, version: 2 }, study).required).toContain("questionnaire");
  });

  it("has only patterns that all dialects of regular expressions read in the same way", () => {
    const text = JSON.stringify([surveyJsonSchema(moment, study), surveyJsonSchema(daily, study)]);
    expect([...text.matchAll(/\\\\[a-z]/gi)].map(([found]) => found)).toEqual([]);
  });
});

describe("a pattern takes a date or a time as the judge does", () => {
  it.each([2000, 1900, 2023, 2024, 2100, 0, 400, 9999])("in the year %d", (number) => {
    const year = String(number).padStart(4, "0");
    const dates = monthsAndDays.map(([month, day]) => `${year}-${month}-${day}`);
    const pattern = new RegExp(DATE_PATTERN, "u");
    expect(dates.filter((text) => pattern.test(text) !== isDate(text))).toEqual([]);
    const moments = new RegExp(DATE_TIME_PATTERN, "u");
    const asMoments = dates.map((text) => `${text}T12:00:00Z`);
    expect(asMoments.filter((text) => moments.test(text) !== isDateTime(text))).toEqual([]);
  });

  it("in a timestamp of each year, hour, minute and second", () => {
    const pattern = new RegExp(TIMESTAMP_PATTERN, "u");
    const days = monthsAndDays.flatMap(([month, day]) =>
      ["00", "23", "24"].map((year) => `${month}${day}${year}000000`),
    );
    const leapDays = Array.from({ length: 100 }, (_, year) => `0229${twoDigits(year)}000000`);
    const hoursAndMinutes = monthsAndDays.map(([hour, minute]) => `010121${hour}${minute}59`);
    const seconds = Array.from({ length: 100 }, (_, second) => `0101212359${twoDigits(second)}`);
    const all = [...days, ...leapDays, ...hoursAndMinutes, ...seconds, "", "01012100000", "0101210000000"];
    expect(all.filter((text) => pattern.test(text) !== (submissionTime(text) !== undefined))).toEqual([]);
  });

  it.each(["2024-02-29", "2000-01-01", "1999-12-31", "0000-01-01", "9999-12-31", "2020-10-09"])(
    "from %s on, and up to it",
    (limit) => {
      const [from, to] = [dateLimitPattern(limit, "from"), dateLimitPattern(limit, "to")].map(
        (pattern) => new RegExp(pattern, "u"),
      );
      const near = Array.from({ length: 4_000 }, (_, i) => Date.parse(limit) + (i - 2_000) * DAY);
      const far = Array.from({ length: 3_000 }, (_, i) => Date.parse("0000-01-01") + i * 1_217 * DAY);
      const days = [...near, ...far]
        .map((time) => new Date(time).toISOString().replace(/T.*/, ""))
        .filter(isDate);
      expect(days.length).toBeGreaterThan(4_000);
      expect(days.filter((day) => from?.test(day) !== day >= limit)).toEqual([]);
      expect(days.filter((day) => to?.test(day) !== day <= limit)).toEqual([]);
    },
  );
});
