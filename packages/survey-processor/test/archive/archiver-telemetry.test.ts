import { sqsRecord } from "@lab/testing/sqs-record";
import { expect, it } from "vitest";
import { archiverTelemetry } from "../../src/archive/archiver-telemetry.ts";
import { StoreBusyError } from "../../src/index.ts";
import { captureLog, writtenMetrics } from "../captured-log.ts";
import { instantClock } from "../fixtures.ts";

const ANSWER = "I had a very bad day";
const record = sqsRecord("m1", ANSWER, { attributes: { ApproximateReceiveCount: "201" } });
const { lines, entries } = captureLog("survey-archiver");

it("logs an archived survey with id, key, age and receives, warns by it, and counts it", () => {
  const telemetry = archiverTelemetry(instantClock());
  telemetry.archived(record, "undelivered/m1.json");
  telemetry.flush();
  const [archived, metrics] = entries();
  expect(archived).toMatchObject({
    level: "WARN",
    message_id: "m1",
    key: "undelivered/m1.json",
    age_ms: 1_234,
    receives: 201,
  });
  expect(metrics).toMatchObject({ service: "survey-archiver", SurveysArchived: 1 });
  expect(metrics).toEqual(writtenMetrics(["service"], "SurveysArchived"));
});

it.each([
  ["an error of ours, with its message", new StoreBusyError("the store was busy"), "the store was busy"],
  ["an error from elsewhere, without", new SyntaxError(`Unexpected token in "${ANSWER}"`), "SyntaxError"],
])("logs a failure: %s, never an answer", (_, error, expected) => {
  const telemetry = archiverTelemetry(instantClock());
  telemetry.notArchived(record, error);
  telemetry.flush();
  expect(lines.join("\n")).toContain(expected);
  expect(lines.join("\n")).not.toContain(ANSWER);
  expect(entries().at(0)).toMatchObject({ level: "ERROR", message_id: "m1" });
  expect(entries().at(-1)).toMatchObject({ SurveysNotArchived: 1 });
});
