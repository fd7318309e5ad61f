import { expect, it } from "vitest";
import { ProcessorSettingsError } from "../../src/index.ts";
import { readArchiverSettings, readSenders, readSettings } from "../../src/lambda/settings.ts";

const complete = {
  QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/123456789012/surveys",
  SURVEYS_BUCKET_NAME: "surveys",
  REJECTED_BUCKET_NAME: "rejected",
  PARTICIPANTS_TABLE_NAME: "participants",
  SUBMISSIONS_TABLE_NAME: "submissions",
  SENDERS: "trusted-app",
};

it("takes a complete environment and leaves out the rest", () => {
  expect(readSettings({ ...complete, PATH: "/usr/bin" })).toEqual({
    names: {
      surveysBucketName: "surveys",
      rejectedBucketName: "rejected",
      participantsTableName: "participants",
      submissionsTableName: "submissions",
    },
    queueUrl: complete.QUEUE_URL,
    senders: { mode: "trusted-app" },
  });
});

it("names every variable that is missing or empty", () => {
  const { SURVEYS_BUCKET_NAME: _, ...incomplete } = { ...complete, SUBMISSIONS_TABLE_NAME: "" };
  expect(() => readSettings(incomplete)).toThrow(ProcessorSettingsError);
  expect(() => readSettings(incomplete)).toThrow(/lacks SURVEYS_BUCKET_NAME, SUBMISSIONS_TABLE_NAME;/);
});

it("asks no more of the archiver's environment than the archiver needs", () => {
  const { REJECTED_BUCKET_NAME, PARTICIPANTS_TABLE_NAME, SENDERS } = complete;
  const SURVEY_QUEUE_ARN = "arn:aws:sqs:eu-central-1:123456789012:surveys";
  const needed = { REJECTED_BUCKET_NAME, PARTICIPANTS_TABLE_NAME, SURVEY_QUEUE_ARN, SENDERS };
  expect(readArchiverSettings({ ...needed, PATH: "" })).toEqual({
    rejectedBucketName: REJECTED_BUCKET_NAME,
    participantsTableName: PARTICIPANTS_TABLE_NAME,
    surveyQueueArn: SURVEY_QUEUE_ARN,
    senders: { mode: "trusted-app" },
  });
  expect(() => readArchiverSettings({ ...needed, SENDERS: "any" })).toThrow(ProcessorSettingsError);
  expect(() => readArchiverSettings(complete)).toThrow(/lacks SURVEY_QUEUE_ARN;/);
});

it("trusts whoever may send only if it is told so, and else the sessions of one role", () => {
  expect(readSenders("trusted-app")).toEqual({ mode: "trusted-app" });
  expect(readSenders("AROADBQP57FF2AEXAMPLE")).toEqual({
    mode: "per-participant",
    roleId: "AROADBQP57FF2AEXAMPLE",
  });
  const refused = ["", "Trusted-App", "any", "AROA", "AROAEXAMPLE:0001", "AIDAEXAMPLE", " AROAEXAMPLE"];
  for (const SENDERS of refused) {
    expect(() => readSenders(SENDERS), SENDERS).toThrow(ProcessorSettingsError);
    expect(() => readSenders(SENDERS), SENDERS).toThrow(JSON.stringify(SENDERS));
  }
});
