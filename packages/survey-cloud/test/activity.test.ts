import { EventEmitter } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { type CloudEventMap, FunctionError } from "@lab/local-cloud";
import { describe, expect, it } from "vitest";
import { printActivity } from "../src/console/activity.ts";

const FUNCTION_NAME = "worker";

function watch(cause: (events: EventEmitter<CloudEventMap>) => void): string[] {
  const events = new EventEmitter<CloudEventMap>();
  const lines: string[] = [];
  printActivity(events, (line) => lines.push(stripVTControlCharacters(line)));
  cause(events);
  return lines.map((line) => line.replace(/^\d\d:\d\d:\d\d {2}/, ""));
}

const logged = (record: unknown) =>
  watch((events) =>
    events.emit("log", {
      functionName: FUNCTION_NAME,
      stream: "stdout",
      line: typeof record === "string" ? record : JSON.stringify(record),
    }),
  );

describe("the activity shown", () => {
  it("is a line for each survey", () => {
    const record = {
      level: "INFO",
      message: "survey processed",
      message_id: "id-1",
      verdict: "rejected",
      key: "2026-01-01/id-1.json",
      reasons: ["too_fast"],
    };
    expect(logged(record)).toEqual(["rejected         2026-01-01/id-1.json  id-1  (too_fast)"]);
  });

  it("names warnings and errors", () => {
    const record = {
      level: "WARN",
      message: "survey goes back to the queue",
      message_id: "id-1",
      error: "TimeoutError",
      error_message: "no answer",
    };
    expect(logged(record)).toEqual([
      "warning          survey goes back to the queue  id-1  TimeoutError  no answer",
    ]);
  });

  it("leaves out metrics and whatever else could hold an answer", () => {
    expect(logged({ _aws: {}, SurveysAccepted: 1 })).toEqual([]);
    expect(logged("an answer")).toEqual([]);
    expect(logged({ level: "INFO", message: "m", freetext: "an answer" })).toEqual(["m"]);
    const error = new FunctionError("THROWN", "TypeError", "cannot read an answer", "r");
    expect(
      watch((events) =>
        events.emit("invocationFailed", { functionName: FUNCTION_NAME, requestId: "r", error }),
      ),
    ).toEqual(["function failed  TypeError"]);
  });

  it("tells what went back to the queue, and why", () => {
    const kept = {
      functionName: FUNCTION_NAME,
      queueArn: "arn",
      messageIds: ["a", "b"],
      reason: "the function failed: Sandbox.Timedout",
    };
    expect(watch((events) => events.emit("messagesKept", kept))).toEqual([
      "back to queue    a b  (the function failed: Sandbox.Timedout)",
    ]);
  });
});
