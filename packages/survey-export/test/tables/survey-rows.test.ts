import {
  date,
  defineQuestionnaire,
  likert,
  mean,
  multipleChoice,
  number,
  type Questionnaire,
  type Submission,
  slider,
  text,
} from "@lab/survey-schema";
import { codebookOf } from "@lab/survey-schema/codebook";
import { describe, expect, it } from "vitest";
import { surveyColumns } from "../../src/tables/survey-columns.ts";
import { surveyRows } from "../../src/tables/survey-row.ts";

const company = { alone: "Nobody", family: "Family" };
const version1 = defineQuestionnaire({
  id: "evening",
  version: 1,
  title: "Evening",
  items: {
    calm: likert("Calm", ["1", "2", "3"]),
    company: multipleChoice("Who was there?", company, { required: false }),
    dropped: date("When?", { required: false }),
  },
});
const version2 = defineQuestionnaire({
  id: "evening",
  version: 2,
  title: "Evening",
  items: {
    tense: likert("Tense", ["1", "2", "3"], { reverse: true }),
    calm: likert("Calm", ["1", "2", "3"]),
    company: multipleChoice("Who was there?", { ...company, friends: "Friends" }, { required: false }),
    part: slider("Part", { min: 0, max: 1, step: 0.25, required: false }),
    hours: number("Hours", { min: 0, max: 24, decimals: 1, required: false }),
    note: text("Note", { required: false }),
  },
  scores: { calmness: mean(["calm", "tense"]) },
});
const columns = surveyColumns(codebookOf([version1, version2]));
const names = columns.map(({ name }) => name);

const submission: Submission = {
  format: 1,
  user_id: "0001",
  submission_time: "2021-09-28T12:00:00#evening",
  object_key: "0001092821120000.evening.json",
  canonical_sha256: "0".repeat(64),
  object_etag: "e",
  received_at: "2021-09-28T10:00:01.000Z",
  questionnaire: "evening",
  version: 1,
  time_elapsed: 61.5,
  flags: ["too_slow", "straight_lined"],
};

/** The cells that are not empty, by column. */
function cells(definition: Questionnaire, survey: Readonly<Record<string, unknown>>) {
  const row = surveyRows(definition, names)({ ...submission, version: definition.version }, survey);
  expect(row).toHaveLength(columns.length);
  return Object.fromEntries(names.flatMap((name, i) => (row[i] === null ? [] : [[name, row[i]]])));
}

const envelope = {
  participant: "0001",
  submission_time: "2021-09-28T12:00:00",
  received_at: "2021-09-28T10:00:01.000Z",
  questionnaire: "evening",
  version: 1,
  seconds: 61.5,
  flags: "too_slow straight_lined",
};

describe("surveyColumns", () => {
  it("has one column for each item that any version asked, one for each option, and the scores", () => {
    expect(names.slice(names.indexOf("flags") + 1)).toEqual([
      "tense",
      "calm",
      "company__alone",
      "company__family",
      "company__friends",
      "part",
      "hours",
      "note",
      "dropped",
      "calmness",
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("says what kind each is, and what its values mean", () => {
    const kinds = Object.fromEntries(columns.map(({ name, kind }) => [name, kind]));
    expect(kinds).toMatchObject({
      calm: "integer",
      part: "number",
      hours: "number",
      note: "text",
      dropped: "date",
    });
    expect(columns.filter(({ freeText }) => freeText).map(({ name }) => name)).toEqual(["note"]);
    const calm = columns.find(({ name }) => name === "calm");
    expect(calm?.values.map(({ value, labels }) => [value, labels[0]?.value])).toEqual([
      [1, "1"],
      [2, "2"],
      [3, "3"],
    ]);
    const option = columns.find(({ name }) => name === "company__family");
    expect([option?.option, option?.labels[0]?.value]).toEqual(["family", "Family"]);
  });
});

describe("surveyRows", () => {
  it("leaves empty what a version does not ask, and what was not answered", () => {
    expect(cells(version1, { calm: 2 })).toEqual({ ...envelope, calm: 2 });
  });

  it("writes 1 and 0 only for the options that the version offers, once the item is answered", () => {
    expect(cells(version1, { calm: 2, company: ["family"] })).toEqual({
      ...envelope,
      calm: 2,
      company__alone: 0,
      company__family: 1,
    });
    expect(cells(version2, { company: [] })).toMatchObject({
      company__alone: 0,
      company__family: 0,
      company__friends: 0,
    });
  });

  it("computes scores as the version defines them", () => {
    expect(cells(version2, { calm: 3, tense: 2 })).toMatchObject({ calmness: 2.5 });
    expect(cells(version2, { calm: 3 })).not.toHaveProperty("calmness");
    expect(cells(version1, { calm: 3, tense: 1 })).not.toHaveProperty("calmness");
  });

  it("takes nothing that the version does not ask, and no time from a survey that names no questionnaire", () => {
    const stray = { part: 0.5, started_at: "2021-09-28T12:00:00+02:00", nobody_asked: 1, calm: 1 };
    expect(cells(version1, stray)).toEqual({ ...envelope, calm: 1 });
    expect(cells(version1, { ...stray, questionnaire: "evening@1" })).toMatchObject({
      started_at: "2021-09-28T12:00:00+02:00",
    });
  });
});
