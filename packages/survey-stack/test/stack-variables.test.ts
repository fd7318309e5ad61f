import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { describe, expect, it } from "vitest";
import { findStack } from "../src/stack/find-stack.ts";
import { accessFromVariables } from "../src/stack/stack-variables.ts";

const variables = {
  SURVEY_REGION: "eu-central-1",
  SURVEY_QUEUE_URL: "http://127.0.0.1:1/000000000000/q",
  SURVEY_QUEUE_ARN: "arn:aws:sqs:eu-central-1:000000000000:q",
  SURVEY_DEAD_LETTER_QUEUE_URL: "http://127.0.0.1:1/000000000000/dlq",
  SURVEY_SURVEYS_BUCKET_NAME: "surveys",
  SURVEY_REJECTED_BUCKET_NAME: "rejected",
  SURVEY_AUDIT_BUCKET_NAME: "audit",
  SURVEY_PARTICIPANTS_TABLE_NAME: "participants",
  SURVEY_SUBMISSIONS_TABLE_NAME: "submissions",
  SURVEY_FUNCTION_NAME: "processor",
  SURVEY_SENDER_POLICY_ARN: "arn:aws:iam::000000000000:policy/sender",
  SURVEY_ALARM_TOPIC_ARN: "arn:aws:sns:eu-central-1:000000000000:alarms",
  SURVEY_DASHBOARD_URL: "https://console.aws.amazon.com/cloudwatch/home",
};
const connection = {
  AWS_ENDPOINT_URL_SQS: "http://127.0.0.1:1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "secret",
};
const { signal } = new AbortController();

describe("a stack that variables tell of", () => {
  it("has the outputs, the endpoints and the keys of the variables", () => {
    expect(accessFromVariables({ ...variables, ...connection })).toMatchObject({
      outputs: {
        queueUrl: variables.SURVEY_QUEUE_URL,
        surveysBucketName: "surveys",
        functionName: "processor",
      },
      endpoints: { sqs: "http://127.0.0.1:1" },
      credentials: { accessKeyId: "local", secretAccessKey: "secret" },
    });
  });

  it("is in AWS when there are no endpoints, with the credentials that the SDK finds", () => {
    const access = accessFromVariables(variables);
    expect(access.credentials).toBeUndefined();
    expect(access.endpoints).toMatchObject({});
  });

  it("is refused when a variable is missing, by name", () => {
    const { SURVEY_QUEUE_URL: _, ...rest } = variables;
    expect(() => accessFromVariables(rest)).toThrow(
      /^[^\n]* not complete: SURVEY_QUEUE_URL is missing\.[^\n]*$/,
    );
  });

  it("comes from a file, or from the environment when no file is named", async () => {
    const path = join(testFolder(), "stack.env");
    const lines = Object.entries({ ...variables, SURVEY_REGION: "us-east-1" });
    await writeFile(path, lines.map(([name, value]) => `${name}=${value}\n`).join(""));
    const fromFile = await findStack({ env: path }, { environment: variables, signal });
    expect(fromFile.outputs.region).toBe("us-east-1");
    const fromEnvironment = await findStack({}, { environment: variables, signal });
    expect(fromEnvironment.outputs.region).toBe("eu-central-1");
    fromFile.close();
    fromEnvironment.close();
  });

  it("is missed with a word on what to do", async () => {
    await expect(findStack({ env: "/nowhere/at.all" }, { environment: {}, signal })).rejects.toThrow(
      /cannot be read.*npm run dev.*--stack/,
    );
  });

  it("is not found by name where pulumi is not installed or does not know it", async () => {
    await expect(findStack({ stack: "absent" }, { environment: {}, signal })).rejects.toMatchObject({
      code: "STACK_NOT_FOUND",
    });
  });
});
