import { describe, expect, it } from "vitest";
import { credentialsFrom } from "../src/sending/credentials.ts";
import { loadSurveyConfig } from "../src/sending/survey-config.ts";

const answering = (body: unknown, init?: ResponseInit) => () => Promise.resolve(Response.json(body, init));
const url = "https://survey.example.org/survey-config.json";
const queueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/surveys";

describe("survey-config.json", () => {
  it("names the queue, and who gives out credentials", async () => {
    const config = { queueUrl, credentialsUrl: "https://lab.example.org/credentials" };
    expect(await loadSurveyConfig(url, answering(config))).toEqual(config);
  });

  it.each([
    ["no queue", answering({})],
    ["no URL", answering({ queueUrl: "surveys" })],
    ["an error", answering({ queueUrl }, { status: 503 })],
  ])("with %s is an error", async (_what, get) => {
    await expect(loadSurveyConfig(url, get)).rejects.toThrow();
  });
});

describe("credentials", () => {
  const credentials = { accessKeyId: "id", secretAccessKey: "secret", sessionToken: "token" };

  it("are the endpoint's, with the time at which they expire", async () => {
    const get = answering({ ...credentials, expiration: "2026-01-01T12:00:00Z" });
    const expiration = new Date("2026-01-01T12:00:00Z");
    expect(await credentialsFrom(url, get)()).toEqual({ ...credentials, expiration });
  });

  it.each([
    ["refuses", answering({}, { status: 403 }), /it answers 403/],
    ["answers with something else", answering(credentials), /expiration/],
  ])("are not to be had from an endpoint that %s", async (_what, get, message) => {
    await expect(credentialsFrom(url, get)()).rejects.toThrow(message);
  });
});
