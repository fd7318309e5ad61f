import { SQSServiceException as ServiceException } from "@aws-sdk/client-sqs";
import { aSurvey } from "@lab/testing/survey";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createSurveyClient, type SurveyClientOptions } from "../src/index.ts";
import { clientOf, credentials, numbered, REGION } from "./scripted-client.ts";
import { type Answer, refuses, startScriptedSqs, takesAll } from "./scripted-sqs.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("failures", () => {
  it.each<[string, Answer, string, boolean]>([
    ["throttling", refuses(400, "RequestThrottled"), "throttled", true],
    ["a refused sender", refuses(403, "AccessDeniedException", "not allowed"), "access_denied", false],
    ["an unknown queue", refuses(400, "QueueDoesNotExist", "no such queue"), "queue_not_found", false],
    ["a broken service", refuses(500, "InternalFailure"), "service", true],
    ["a cut connection", "cut", "network", true],
  ])("%s is told apart", async (_, answer, code, retryable) => {
    const { client } = await clientOf(() => answer);
    const outcomes = await client.sendAll(numbered(2));
    expect(outcomes).toMatchObject(Array(2).fill({ status: "failed", code, retryable }));
  });

  it("an unreachable queue is a network failure", async () => {
    const { queueUrl, endpoint, close } = await startScriptedSqs();
    await close();
    const { client } = await clientOf(takesAll, { queueUrl, endpoint });
    expect(await client.send(aSurvey())).toMatchObject({
      status: "failed",
      code: "network",
      retryable: true,
    });
  });

  it.each<[string, Partial<SurveyClientOptions>]>([
    ["no region", { credentials }],
    ["no credentials", { region: REGION }],
    [
      "half of the credentials",
      { region: REGION, credentials: async () => JSON.parse('{"accessKeyId":"local"}') },
    ],
    ["no queue URL", { region: REGION, credentials, queueUrl: "" }],
    ["a queue's name for its URL", { region: REGION, credentials, queueUrl: "survey-dev-queue" }],
  ])("%s is told as a matter of configuration, with what to do", async (_, options) => {
    for (const name of ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE"]) {
      vi.stubEnv(name, undefined);
    }
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    vi.stubEnv("AWS_CONFIG_FILE", "/nonexistent");
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
    const sqs = await startScriptedSqs();
    const client = createSurveyClient({ queueUrl: sqs.queueUrl, endpoint: sqs.endpoint, ...options });
    onTestFinished(sqs.close);
    onTestFinished(() => client.close());
    expect(await client.send(aSurvey())).toMatchObject({
      status: "failed",
      code: "configuration",
      retryable: false,
      message: expect.stringMatching(/[Cc]heck the client's options|stack output queueUrl/),
    });
    expect(sqs.requests).toEqual([]);
  });

  it.each([
    ["NotAuthorizedException", 400, "access_denied"],
    ["InternalErrorException", 500, "service"],
    ["TooManyRequestsException", 429, "throttled"],
  ])(
    "%s of the service that gives credentials is not taken for a network failure",
    async (name, status, code) => {
      const error = new ServiceException({ name, $fault: "client", $metadata: { httpStatusCode: status } });
      const { client } = await clientOf(takesAll, { credentials: () => Promise.reject(error) });
      expect(await client.send(aSurvey())).toMatchObject({ status: "failed", code });
    },
  );

  it("a failure to reach where credentials come from is a network failure", async () => {
    const { client } = await clientOf(takesAll, {
      credentials: () => Promise.reject(new TypeError("fetch failed")),
    });
    expect(await client.send(aSurvey())).toMatchObject({
      status: "failed",
      code: "network",
      retryable: true,
    });
  });

  it("an abort ends what is in flight and what waits, and what was confirmed stays sent", async () => {
    const abort = new AbortController();
    const { client } = await clientOf((entries, request) => (request === 1 ? takesAll(entries) : "hang"), {
      batchesInFlight: 1,
    });
    const outcomes = await client.sendAll(numbered(30), {
      signal: abort.signal,
      onProgress: () => setImmediate(() => abort.abort()),
    });
    expect(outcomes.slice(0, 10).every(({ status }) => status === "sent")).toBe(true);
    expect(outcomes.slice(10)).toMatchObject(Array(20).fill({ status: "failed", code: "aborted" }));
  });
});
