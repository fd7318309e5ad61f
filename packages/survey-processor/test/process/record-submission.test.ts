import { judge } from "@lab/study";
import { submissionOf } from "@lab/survey-schema";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import {
  InconsistentTablesError,
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

/** Records against tables that cancel with these codes, one after the other, and then accept. */
async function record(cancellations: readonly Codes[]) {
  const shapes: Recording["shape"][] = [];
  const left = [...cancellations];
  const tables = {
    async record({ shape }: Recording) {
      shapes.push(shape);
      const codes = left.shift();
      if (codes === undefined) return { recorded: true } as const;
      return { recorded: false, submissionCode: codes[0], participantCode: codes[1] } as const;
    },
  };
  const signal = new AbortController().signal;
  const result = recordSubmission(survey, submission, tables, { clock: instantClock(), signal });
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
    const { result } = await record([
      ["None", FAILED],
      ["None", FAILED],
    ]);
    expect(result).toBeInstanceOf(InconsistentTablesError);
  });
});
