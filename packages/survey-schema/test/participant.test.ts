import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { participantOf, type Survey, shownSurvey, wrongParticipantAttributes } from "../src/index.ts";
import { judge, momentText, study } from "./a-study.ts";

function parsed(text: string): Survey {
  const survey = judge.parse(text);
  if (!survey.wellFormed || !survey.known) throw new TypeError("not a survey of the study");
  return survey.survey;
}

const daily = parsed(surveyText());
const moment = parsed(momentText());
const record = participantOf(study, "0001", [daily, moment], 2);

describe("a participant's record", () => {
  it("has the default's answers by item name, and those of each other questionnaire in a map", () => {
    expect(record).toEqual({
      ...{ user_id: "0001", num_submission: 2, format: 1 },
      ...{ q1: 5, q2: 3, q3: 2, q4: 2, q5: 4, freetext: "a fine day" },
      ...{ version: 1, last_submission_time: "2021-09-28T12:00:00" },
      moment_answers: { glad: 7, sad: 1, check: "blue", stress: 0.3, company: ["alone"] },
      ...{ moment_version: 3, moment_submission_time: "2021-09-28T12:00:00" },
    });
    expect(wrongParticipantAttributes(study, record)).toEqual([]);
  });

  it("is right with one questionnaire alone, and with an old version", () => {
    const old = parsed(surveyText({ questionnaire: "moment@1", glad: 3 }));
    for (const surveys of [[daily], [moment], [old]]) {
      expect(wrongParticipantAttributes(study, participantOf(study, "0001", surveys, 1))).toEqual([]);
    }
  });

  it("loses the answers of the default that a newer survey does not have", () => {
    const { q5: _, ...answers } = daily.answers;
    expect(shownSurvey(study, { ...daily, answers }).remove).toEqual(["q5"]);
    expect(shownSurvey(study, daily).remove).toEqual([]);
    expect(shownSurvey(study, moment)).toMatchObject({ remove: [], timeAttribute: "moment_submission_time" });
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ["another count", { num_submission: 0 }, ["num_submission"]],
    ["another format", { format: 2 }, ["format"]],
    ["an id of nobody", { user_id: "../x" }, ["user_id"]],
    ["an attribute that nobody writes", { mood: "fine" }, ["mood"]],
    ["an impossible answer", { q1: 6 }, ["q1"]],
    ["an answer missing", { q1: undefined }, ["q1"]],
    ["a version that the study lacks", { version: 9 }, ["version"]],
    ["no version", { version: undefined }, ["version"]],
    ["no time", { last_submission_time: "yesterday" }, ["last_submission_time"]],
    ["an answer in a map that is not right", { moment_answers: { glad: 7 } }, ["moment_answers"]],
    [
      "an item in a map that nobody asked",
      { moment_answers: { ...moment.answers, mood: 1 } },
      ["moment_answers"],
    ],
    ["answers that are no map", { moment_answers: [] }, ["moment_answers"]],
    ["a questionnaire without its time", { moment_submission_time: undefined }, ["moment_submission_time"]],
  ])("is wrong with %s", (_, change, wrong) => {
    const changed = Object.entries({ ...record, ...change }).filter(([, value]) => value !== undefined);
    expect(wrongParticipantAttributes(study, Object.fromEntries(changed))).toEqual(wrong);
  });
});
