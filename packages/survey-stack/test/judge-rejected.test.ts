import { S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import type { RejectedSurvey, RejectionReason } from "@lab/survey-schema";
import { aSurvey } from "@lab/testing/survey";
import { afterAll, describe, expect, it } from "vitest";
import type { Stack } from "../src/index.ts";
import { judgeRejected } from "../src/reconcile/judge-rejected.ts";
import { aStack } from "./a-stack.ts";

const ROLE = "AROAEXAMPLE";
const opened: Stack[] = [];
afterAll(() => opened.forEach((stack) => void stack.close()));

/** A stack whose surveys bucket is empty. */
function stackWith(senderRoleId: string | undefined): Stack {
  const stack = aStack(senderRoleId === undefined ? {} : { senderRoleId });
  opened.push(stack);
  const missing = new S3ServiceException({
    name: "NoSuchKey",
    $fault: "client",
    $metadata: { httpStatusCode: 404 },
  });
  const s3: S3Client = Object.assign(Object.create(S3Client.prototype), {
    send: () => Promise.reject(missing),
  });
  return { ...stack, s3 };
}

const survey = aSurvey();

function judge(body: unknown, reasons: readonly RejectionReason[], senderRoleId?: string) {
  const document: RejectedSurvey = {
    format: 1,
    sender_id: senderOf(reasons),
    reasons,
    message_id: "m1",
    sent_at: "2021-09-28T12:00:00.000Z",
    rejected_at: "2021-09-28T12:00:01.000Z",
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
  return judgeRejected("k", document, stackWith(senderRoleId));
}

/** The sender that a rejection names; else somebody who may send. */
function senderOf(reasons: readonly RejectionReason[]): string {
  const named = reasons.find((reason) => reason.code === "wrong_sender");
  return named === undefined ? `${ROLE}:0001` : named.sender_id;
}

const nothing = { differences: [], notes: [] };
const valid = { differences: [{ kind: "valid_survey_rejected", key: "k" }], notes: [] };
const sentBy = (sender_id: string): RejectionReason => ({ code: "wrong_sender", sender_id });
const unchecked = [{ kind: "sender_not_checked", key: "k" }];

describe("judging a rejected survey again", () => {
  it.each([
    ["not JSON", "{", "not_json"],
    ["JSON and no survey", "{}", "malformed"],
    ["too fast", { ...survey, time_elapsed: 3 }, "too_fast"],
    ["without text", { ...survey, freetext: " " }, "no_text"],
  ] as const)("agrees with what is %s", async (_, body, code) => {
    const reason = code === "malformed" ? { code, issues: [] } : { code };
    expect(await judge(body, [reason])).toEqual(nothing);
  });

  it("agrees with two reasons in any order, and misses none", async () => {
    const body = { ...survey, time_elapsed: 1, freetext: "" };
    expect(await judge(body, [{ code: "no_text" }, { code: "too_fast" }])).toEqual(nothing);
    expect(await judge(body, [{ code: "no_text" }])).toMatchObject({
      differences: [{ kind: "reasons_differ", reasons: ["no_text"], expected: ["no_text", "too_fast"] }],
    });
  });

  it("finds a survey that nothing speaks against", async () => {
    for (const code of ["not_json", "too_fast", "no_text", "conflicting"] as const) {
      expect(await judge(survey, [{ code }])).toEqual(valid);
    }
  });

  it("holds who sent it against the stack's role of senders", async () => {
    expect(await judge(survey, [sentBy(`${ROLE}:0002`)], ROLE)).toEqual(nothing);
    expect(await judge(survey, [sentBy("AROAOTHER:0001")], ROLE)).toEqual(nothing);
    expect(await judge(survey, [sentBy(`${ROLE}:0001`)], ROLE)).toEqual(valid);
    expect(await judge({ ...survey, time_elapsed: 1 }, [sentBy("x"), { code: "too_fast" }], ROLE)).toEqual(
      nothing,
    );
  });

  it("notes that it cannot, where everybody may send now", async () => {
    expect(await judge(survey, [sentBy("x")])).toEqual({ differences: [], notes: unchecked });
  });
});
