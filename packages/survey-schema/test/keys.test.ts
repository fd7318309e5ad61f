import { describe, expect, it } from "vitest";
import {
  redrivenObjectKey,
  rejectedObjectKey,
  submissionKey,
  submissionOf,
  submissionSchema,
  submissionTime,
  surveyObjectKey,
  UNDELIVERED_PREFIX,
  undeliveredObjectKey,
} from "../src/index.ts";
import { surveySchema } from "../src/survey.ts";
import { surveyText } from "./sample-survey.ts";

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

  it("makes a ledger item that its own schema takes", () => {
    const submission = submissionOf(surveySchema.parse(JSON.parse(surveyText())), {
      canonicalSha256: "0".repeat(64),
      etag: "1".repeat(32),
      receivedAt: "2021-09-28T12:00:00.000Z",
    });
    expect(submissionSchema.parse(submission)).toEqual(submission);
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
