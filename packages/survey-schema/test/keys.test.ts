import fc from "@lab/testing/fast-check";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import {
  parseRedrivenObjectKey,
  parseRejectedObjectKey,
  parseRejudgedObjectKey,
  parseSubmissionKey,
  parseSurveyObjectKey,
  parseUndeliveredObjectKey,
  redrivenObjectKey,
  rejectedObjectKey,
  rejudgedObjectKey,
  submissionKey,
  submissionOf,
  submissionSchema,
  submissionTime,
  surveyObjectKey,
  timeOfSubmission,
  UNDELIVERED_PREFIX,
  undeliveredObjectKey,
} from "../src/index.ts";
import { parseSubmissionTime } from "../src/time/timestamp.ts";
import { judge, momentText } from "./a-study.ts";

const identity = { user_id: "0001", timestamp: "092821120000" };

describe("keys", () => {
  it("names a survey's object after participant and timestamp, leading zeros kept", () => {
    expect(surveyObjectKey(identity)).toBe("0001092821120000.json");
  });

  it("names the ledger item after participant and ISO time", () => {
    expect(submissionKey(identity)).toEqual({ user_id: "0001", submission_time: "2021-09-28T12:00:00" });
    expect(() => submissionKey({ ...identity, timestamp: "022921000000" })).toThrow(RangeError);
  });

  it("files a rejected survey under the UTC date on which it was sent", () => {
    const sentTimestamp = Date.parse("2021-09-28T23:59:59.999Z");
    expect(rejectedObjectKey({ messageId: "m", sentTimestamp })).toBe("2021-09-28/m.json");
    expect(rejectedObjectKey({ messageId: "m", sentTimestamp: sentTimestamp + 1 })).toBe("2021-09-29/m.json");
  });

  it("keeps undelivered surveys apart from rejected and redriven ones", () => {
    expect(undeliveredObjectKey("m")).toBe("undelivered/m.json");
    expect(redrivenObjectKey("m")).toBe("redriven/m.json");
    const others = [redrivenObjectKey("m"), rejectedObjectKey({ messageId: "m", sentTimestamp: 0 })];
    expect(others.filter((key) => key.startsWith(UNDELIVERED_PREFIX))).toEqual([]);
  });

  it("tells the surveys of other questionnaires apart from the default's", () => {
    const other = { ...identity, questionnaire: "momentary" };
    expect(surveyObjectKey(other)).toBe("0001092821120000.momentary.json");
    expect(submissionKey(other).submission_time).toBe("2021-09-28T12:00:00#momentary");
    expect(parseSurveyObjectKey("0001092821120000.momentary.json")).toEqual(other);
    expect(parseSubmissionKey(submissionKey(other))).toEqual(other);
    expect(timeOfSubmission(submissionKey(other))).toBe("2021-09-28T12:00:00");
  });

  it.each([
    ["default", surveyText({ time_elapsed: 5.00049 })],
    ["other", momentText({ timezone: "Europe/Berlin", scheduled_at: "2026-03-02T12:00:00+01:00" })],
    ["flagged", momentText({ time_elapsed: 1 })],
  ])("makes a ledger item that its own schema takes, of less than 1 kB: %s", (_, text) => {
    const judged = judge.judge(text);
    if (!judged.valid) throw new TypeError("not valid");
    const submission = submissionOf(judged.survey, judged.flags, {
      canonicalSha256: "0".repeat(64),
      etag: "1".repeat(32),
      receivedAt: "2021-09-28T12:00:00.000Z",
    });
    expect(submissionSchema.parse(submission)).toEqual(submission);
    expect(JSON.stringify(submission).length).toBeLessThan(1_000);
  });
});

const second = fc.date({
  min: new Date("2000-01-01T00:00:00Z"),
  max: new Date("2099-12-31T23:59:59Z"),
  noInvalidDate: true,
});
const timestamp = second.map((date) => {
  const [year = "", month = "", day = "", ...time] = date
    .toISOString()
    .slice(0, -".000Z".length)
    .split(/[-T:]/);
  return `${month}${day}${year.slice(2)}${time.join("")}`;
});
const survey = fc.record(
  {
    user_id: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
    timestamp,
    questionnaire: fc.stringMatching(/^[a-z][a-z0-9_]{0,31}$/),
  },
  { requiredKeys: ["user_id", "timestamp"] },
);
const messageId = fc
  .oneof(fc.uuid(), fc.string({ unit: "binary", minLength: 1 }))
  .filter((id) => !/[/\n]/.test(id));

/** Texts that are often nearly a key: pieces of keys in any order, and whatever else. */
const nearlyKey = fc
  .array(
    fc.oneof(
      timestamp,
      second.map((date) => date.toISOString().slice(0, 10)),
      fc.constantFrom(
        "0001",
        "a_-",
        "/",
        ".",
        "#",
        ".momentary",
        ".json",
        "\n",
        "undelivered/",
        "redriven/",
        "2021-02-30",
        "m",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 5 },
  )
  .map((pieces) => pieces.join(""));

describe("parsing a key", () => {
  it("gives what the key was built from", () => {
    fc.assert(
      fc.property(survey, messageId, second, (identity, id, sent) => {
        expect(parseSurveyObjectKey(surveyObjectKey(identity))).toEqual(identity);
        expect(parseSubmissionKey(submissionKey(identity))).toEqual(identity);
        expect(parseSubmissionTime(timeOfSubmission(submissionKey(identity)))).toBe(identity.timestamp);
        expect(parseUndeliveredObjectKey(undeliveredObjectKey(id))).toBe(id);
        expect(parseRedrivenObjectKey(redrivenObjectKey(id))).toBe(id);
        const rejection = { messageId: id, rejectedAt: sent.toISOString() };
        expect(parseRejudgedObjectKey(rejudgedObjectKey(rejection))).toEqual(rejection);
        expect(
          parseRejectedObjectKey(rejectedObjectKey({ messageId: id, sentTimestamp: sent.getTime() })),
        ).toEqual({
          messageId: id,
          sentOn: sent.toISOString().slice(0, 10),
        });
      }),
    );
  });

  it("gives nothing for a text that is not built so", () => {
    fc.assert(
      fc.property(nearlyKey, (text) => {
        const identity = parseSurveyObjectKey(text);
        if (identity !== undefined) {
          expect(judge.parse(surveyText({ ...identity })).wellFormed).toBe(true);
          expect(surveyObjectKey(identity)).toBe(text);
        }
        const item = parseSubmissionKey({ user_id: "0001", submission_time: text });
        if (item !== undefined) expect(submissionKey(item).submission_time).toBe(text);
        const undelivered = parseUndeliveredObjectKey(text);
        if (undelivered !== undefined) expect(undeliveredObjectKey(undelivered)).toBe(text);
        const redriven = parseRedrivenObjectKey(text);
        if (redriven !== undefined) expect(redrivenObjectKey(redriven)).toBe(text);
        const rejected = parseRejectedObjectKey(text);
        if (rejected !== undefined) {
          const sentTimestamp = Date.parse(rejected.sentOn);
          expect(rejectedObjectKey({ messageId: rejected.messageId, sentTimestamp })).toBe(text);
        }
      }),
    );
  });

  it.each([
    "092821120000.json",
    "0001022921120000.json",
    "0001092821120000",
    "0001092821120000.json\n",
    "0001092821120000..json",
    "0001092821120000.Daily.json",
    "0001092821120000.a.b.json",
    "a/b092821120000.json",
    `${"a".repeat(65)}010100000000.json`,
    "2021-02-30/m.json",
    "2021-13-01/m.json",
    "2021-09-28/.json",
    "2021-09-28/a/m.json",
    "undelivered/.json",
    "undelivered/m.txt",
    "undelivered/a/m.json",
    "redriven/m",
    "rejudged/m.json",
    "rejudged/m/yesterday.json",
    "",
  ])("gives nothing for %j", (key) => {
    expect(parseSurveyObjectKey(key)).toBeUndefined();
    expect(parseRejectedObjectKey(key)).toBeUndefined();
    expect(parseUndeliveredObjectKey(key)).toBeUndefined();
    expect(parseRedrivenObjectKey(key)).toBeUndefined();
    expect(parseRejudgedObjectKey(key)).toBeUndefined();
  });

  it.each([
    "2021-09-28T12:00:00Z",
    "2021-09-28T12:00:00#",
    "2021-09-28T12:00:00#Momentary",
    "2021-09-28T12:00:00#a#b",
    "2021-02-29T12:00:00",
    "1999-12-31T23:59:59",
    "2021-09-28 12:00:00",
    "",
  ])("gives nothing for the submission time %j", (submission_time) => {
    expect(parseSubmissionTime(submission_time)).toBeUndefined();
    expect(parseSubmissionKey({ user_id: "0001", submission_time })).toBeUndefined();
  });

  it("gives nothing for the ledger key of nobody", () => {
    expect(parseSubmissionKey({ user_id: "../x", submission_time: "2021-09-28T12:00:00" })).toBeUndefined();
  });
});

describe("the submission time", () => {
  it("sorts as text in time order, over years too", () => {
    const inTimeOrder = ["123120235959", "010121000000", "022824235959", "022924000000", "123199235959"];
    const times = inTimeOrder.map((timestamp) => submissionTime(timestamp));
    expect(times).toEqual([...times].sort());
    expect(times).not.toContain(undefined);
  });
});
