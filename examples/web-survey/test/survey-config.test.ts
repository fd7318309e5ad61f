import { describe, expect, it } from "vitest";
import { loadSurveyConfig, SurveyConfigError } from "../src/study/survey-config.ts";

const answering = (body: unknown, init?: ResponseInit) => () => Promise.resolve(Response.json(body, init));
const CONFIG_URL = "https://survey.example.org/survey-config.json";
const QUEUE_URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/surveys";

describe("survey-config.json", () => {
  it("names the queue, and who gives out credentials", async () => {
    const config = { queueUrl: QUEUE_URL, credentialsUrl: "https://lab.example.org/credentials" };
    expect(await loadSurveyConfig(CONFIG_URL, answering(config))).toEqual(config);
  });

  it.each([
    ["no queue", answering({})],
    ["no URL", answering({ queueUrl: "surveys" })],
    ["an error", answering({ queueUrl: QUEUE_URL }, { status: 503 })],
  ])("with %s is an error", async (_what, get) => {
    await expect(loadSurveyConfig(CONFIG_URL, get)).rejects.toThrow(SurveyConfigError);
  });

  it("that is not even JSON is an error, too", async () => {
    const get = () => Promise.resolve(new Response("<!doctype html>"));
    await expect(loadSurveyConfig(CONFIG_URL, get)).rejects.toThrow(SurveyConfigError);
  });

  it("that nobody answers for is not called unusable", async () => {
    const away = new TypeError("Failed to fetch");
    await expect(loadSurveyConfig(CONFIG_URL, () => Promise.reject(away))).rejects.toBe(away);
  });
});
