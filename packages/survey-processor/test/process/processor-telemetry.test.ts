import { sent } from "@lab/testing/sqs-record";
import { expect, it } from "vitest";
import { StoreBusyError } from "../../src/index.ts";
import { processorTelemetry } from "../../src/process/processor-telemetry.ts";
import { captureLog, writtenMetrics } from "../captured-log.ts";
import { instantClock } from "../fixtures.ts";

const ANSWER = "I had a very bad day";
const message = { messageId: "m1", body: ANSWER, sentTimestamp: sent, senderId: "AIDAEXAMPLE" };
const { lines, entries } = captureLog("survey-processor");

it("logs a verdict with ids and age, and counts it", () => {
  const telemetry = processorTelemetry(instantClock());
  telemetry.processed(message, { verdict: "accepted", key: "k.json", clockAhead: false });
  telemetry.processed(message, { verdict: "duplicate", key: "k.json" });
  telemetry.flush();
  const [accepted, , metrics] = entries();
  expect(accepted).toMatchObject({ message_id: "m1", verdict: "accepted", key: "k.json", age_ms: 1_234 });
  expect(metrics).toMatchObject({
    service: "survey-processor",
    SurveysAccepted: 1,
    SurveysDuplicate: 1,
    AgeWhenStored: 1_234,
  });
});

it("counts an accepted survey whose device's clock is ahead, and says so beside its key", () => {
  const telemetry = processorTelemetry(instantClock());
  telemetry.processed(message, { verdict: "accepted", key: "k.json", clockAhead: true });
  telemetry.processed(message, { verdict: "accepted", key: "l.json", clockAhead: false });
  telemetry.flush();
  const [ahead, right, metrics] = entries();
  expect(ahead).toMatchObject({ key: "k.json", device_clock_ahead: true });
  expect(right).not.toHaveProperty("device_clock_ahead");
  expect(metrics).toMatchObject({ SurveysAccepted: [1, 1], SurveysClockAhead: 1 });
  expect(entries()).toContainEqual(writtenMetrics(["service"], "SurveysClockAhead"));
});

it("counts rejections by reason", () => {
  const telemetry = processorTelemetry(instantClock());
  const reasons = [{ code: "too_fast" }, { code: "no_text" }] as const;
  telemetry.processed(message, { verdict: "rejected", key: "d/m1.json", reasons });
  telemetry.flush();
  expect(entries()).toContainEqual(expect.objectContaining({ reason: "too_fast", SurveysRejected: 1 }));
  expect(entries()).toContainEqual(expect.objectContaining({ reason: "no_text", SurveysRejected: 1 }));
  expect(entries().at(-1)).not.toHaveProperty("reason");
  expect(entries().at(-1)).toMatchObject({ SurveysRejected: 1 });
});

it("writes metrics as alarms look for them: by service alone, in the namespace of the environment", () => {
  const telemetry = processorTelemetry(instantClock());
  telemetry.processed(message, { verdict: "accepted", key: "k.json", clockAhead: false });
  telemetry.processed(message, { verdict: "rejected", key: "d/m1.json", reasons: [{ code: "no_text" }] });
  telemetry.flush();
  expect(entries()).toContainEqual(writtenMetrics(["service"], "SurveysAccepted"));
  expect(entries()).toContainEqual(writtenMetrics(["service"], "AgeWhenStored"));
  expect(entries()).toContainEqual(writtenMetrics(["service"], "SurveysRejected"));
  expect(entries()).toContainEqual(writtenMetrics(["service", "reason"], "SurveysRejected"));
});

it.each([
  ["an error of ours, with its message", new StoreBusyError("the store was busy"), "the store was busy"],
  ["an error from elsewhere, without", new SyntaxError(`Unexpected token in "${ANSWER}"`), "SyntaxError"],
  ["something that is no error", ANSWER, "string"],
])("logs a failure: %s, never an answer", (_, error, expected) => {
  const telemetry = processorTelemetry(instantClock());
  telemetry.failed(message, error);
  telemetry.flush();
  expect(lines.join("\n")).toContain(expected);
  expect(lines.join("\n")).not.toContain(ANSWER);
  expect(entries().at(-1)).toMatchObject({ SurveysFailed: 1 });
});
