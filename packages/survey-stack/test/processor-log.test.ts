import { describe, expect, it } from "vitest";
import { outcomeInLog } from "../src/redrive/processor-log.ts";

const line = (fields: object) => JSON.stringify({ level: "INFO", service: "survey-processor", ...fields });

describe("the end of the processor's log", () => {
  it("tells a message's verdict, and why it was rejected", () => {
    const log = [
      line({ message_id: "m0", verdict: "accepted", key: "k" }),
      line({ message_id: "m1", verdict: "rejected", key: "k", reasons: ["too_fast"] }),
      line({ _aws: {}, SurveysAccepted: 1 }),
    ].join("\n");
    expect(outcomeInLog(log, "m0")).toEqual({ verdict: "accepted" });
    expect(outcomeInLog(log, "m1")).toEqual({ verdict: "rejected", reasons: ["too_fast"] });
  });

  it("tells of what a message failed: by the error's message, or by where it was thrown", () => {
    const busy = { error: "StoreBusyError", error_message: "the bucket was busy" };
    const thrown = { error: "TypeError", thrown_at: "at index.js:1:2" };
    const log = [line({ message_id: "m0", ...busy }), line({ message_id: "m1", ...thrown })].join("\n");
    expect(outcomeInLog(log, "m0")).toEqual({ failure: "StoreBusyError: the bucket was busy" });
    expect(outcomeInLog(log, "m1")).toEqual({ failure: "TypeError: at index.js:1:2" });
  });

  it("is read past a first line that was cut off, Lambda's own lines, and times in front", () => {
    const log = [
      'ge_id":"m1","verdict":"rejected"}',
      "START RequestId: 8f5 Version: $LATEST",
      `2026-01-01T00:00:00.000Z\t8f5\tINFO\t${line({ message_id: "m1", verdict: "duplicate" })}`,
      "END RequestId: 8f5",
    ].join("\n");
    expect(outcomeInLog(log, "m1")).toEqual({ verdict: "duplicate" });
  });

  it.each(["", line({ message_id: "another", verdict: "accepted" }), line({ message_id: "m1" })])(
    "tells nothing where it says nothing of the message: %j",
    (log) => {
      expect(outcomeInLog(log, "m1")).toEqual({});
    },
  );
});
