import { judge } from "@lab/study";
import { submissionOf, type Withdrawal } from "@lab/survey-schema";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import {
  InconsistentTablesError,
  type ParticipantState,
  type Recording,
  RecordingRefusedError,
  StoreBusyError,
} from "../../src/index.ts";
import { recordSubmission } from "../../src/process/record-submission.ts";
import { instantClock } from "../fixtures.ts";

const judged = judge.judge(surveyText());
if (!judged.valid) throw new TypeError("not a valid survey");
const { survey, flags } = judged;
const submission = submissionOf(survey, flags, {
  canonicalSha256: "0".repeat(64),
  etag: "1".repeat(32),
  receivedAt: "2021-09-28T16:00:00.000Z",
});

const FAILED = "ConditionalCheckFailed";
type Codes = readonly [submission: string, participant: string];

/** A participant whose record shows a daily survey of this time. */
const showing = (time: string): ParticipantState => ({ times: new Map([["daily", time]]) });
const later = showing("2030-01-01T00:00:00");
const earlier = showing("2020-01-01T00:00:00");
const sentAt = Date.parse("2021-09-28T16:00:00Z");

/** Records against tables that cancel with these codes, one after the other, and then accept. They say of the participant what they had. */
async function record(
  cancellations: readonly Codes[],
  participant: ParticipantState | undefined = later,
  read?: ParticipantState,
) {
  const shapes: Recording["shape"][] = [];
  const left = [...cancellations];
  const tables = {
    async record({ shape }: Recording) {
      shapes.push(shape);
      const codes = left.shift();
      if (codes === undefined) return { recorded: true } as const;
      return { recorded: false, submissionCode: codes[0], participantCode: codes[1], participant } as const;
    },
  };
  const signal = new AbortController().signal;
  const recording = { survey, submission, sentAt };
  const result = recordSubmission(recording, read, tables, { clock: instantClock(), signal });
  return { result: await result.catch((error: unknown) => error), shapes };
}

describe("recording a submission", () => {
  it.each<[string, Codes[], string, Recording["shape"][]]>([
    ["nothing objects", [], "recorded", ["newer"]],
    ["the participant shows a newer one", [["None", FAILED]], "recorded", ["newer", "older"]],
    ["the ledger has it", [[FAILED, "None"]], "duplicate", ["newer"]],
    ["the ledger has it and it is shown", [[FAILED, FAILED]], "duplicate", ["newer"]],
    ["the ledger has it, in a conflict", [[FAILED, "TransactionConflict"]], "duplicate", ["newer"]],
    [
      "the ledger has it, older one",
      [
        ["None", FAILED],
        [FAILED, "None"],
      ],
      "duplicate",
      ["newer", "older"],
    ],
    ["a conflict passes", [["None", "TransactionConflict"]], "recorded", ["newer", "newer"]],
    ["throttling passes", [["ThrottlingError", "None"]], "recorded", ["newer", "newer"]],
    [
      "older, then a conflict",
      [
        ["None", FAILED],
        ["TransactionConflict", "None"],
      ],
      "recorded",
      ["newer", "older", "older"],
    ],
    [
      "a conflict hides that it is older",
      [
        ["TransactionConflict", FAILED],
        ["None", FAILED],
      ],
      "recorded",
      ["newer", "newer", "older"],
    ],
  ])("when %s", async (_, cancellations, expected, shapes) => {
    expect(await record(cancellations)).toEqual({ result: expected, shapes });
  });

  it("fails when conflicts do not end, so that the message comes back", async () => {
    const { result } = await record(
      Array.from({ length: 100 }, () => ["None", "TransactionConflict"] as const),
    );
    expect(result).toBeInstanceOf(StoreBusyError);
  });

  it("fails on any other cancellation: it is no duplicate", async () => {
    const { result } = await record([["ValidationError", "None"]]);
    expect(result).toBeInstanceOf(RecordingRefusedError);
    expect(result).toMatchObject({ message: expect.stringContaining("ValidationError (submissions)") });
  });

  it("tells when the tables contradict each other", async () => {
    for (const shown of [showing(submission.submission_time), earlier]) {
      const { result } = await record([["None", FAILED]], shown);
      expect(result).toBeInstanceOf(InconsistentTablesError);
    }
  });

  it("begins with the shape that fits what was read of the participant", async () => {
    expect(await record([], undefined, later)).toEqual({ result: "recorded", shapes: ["older"] });
    expect(await record([], undefined, earlier)).toEqual({ result: "recorded", shapes: ["newer"] });
  });

  it("goes over to the newer shape when what was read is no longer so", async () => {
    const { result, shapes } = await record([["None", FAILED]], earlier, later);
    expect(result).toBe("recorded");
    expect(shapes).toEqual(["older", "newer"]);
  });

  it("tries again when the participant changes while the other shape is tried", async () => {
    const refusals: Codes[] = [
      ["None", FAILED],
      ["None", FAILED],
    ];
    const { result, shapes } = await record(refusals);
    expect(result).toBe("recorded");
    expect(shapes).toEqual(["newer", "older", "older"]);
  });

  it.each<[string, Withdrawal, string]>([
    ["erased", { mode: "erase", at: "2030-01-01T00:00:00.000Z", by: "anna@lab" }, "withdrawn"],
    [
      "kept, and sent after it",
      { mode: "keep", at: "2021-09-28T16:00:00.000Z", by: "anna@lab" },
      "withdrawn",
    ],
    [
      "kept, and sent before it",
      { mode: "keep", at: "2021-09-28T16:00:00.001Z", by: "anna@lab" },
      "recorded",
    ],
  ])("finds a withdrawal that came after the read: %s", async (_, withdrawal, expected) => {
    const { result } = await record([["None", FAILED]], { ...later, withdrawal });
    expect(result).toBe(expected);
  });

  it("is a duplicate if the ledger has it, even of somebody who has withdrawn since", async () => {
    const withdrawal: Withdrawal = { mode: "erase", at: "2030-01-01T00:00:00.000Z", by: "anna@lab" };
    expect((await record([[FAILED, FAILED]], { ...later, withdrawal })).result).toBe("duplicate");
  });
});
