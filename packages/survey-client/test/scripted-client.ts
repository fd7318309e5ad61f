import { aSurvey } from "@lab/testing/survey";
import { onTestFinished } from "vitest";
import { createSurveyClient, type SurveyClientOptions } from "../src/index.ts";
import { type Answer, type Entry, startScriptedSqs } from "./scripted-sqs.ts";

export const REGION = "eu-central-1";
export const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** A client of a queue that answers as it is told. Both are closed at the end of the test. */
export async function clientOf(
  answer?: (entries: Entry[], request: number) => Answer,
  options: Partial<SurveyClientOptions> = {},
) {
  const sqs = await startScriptedSqs(answer);
  onTestFinished(sqs.close);
  const { queueUrl, endpoint } = sqs;
  const client = createSurveyClient({ queueUrl, endpoint, region: REGION, credentials, ...options });
  onTestFinished(() => client.close());
  return { client, sqs };
}

/** So many surveys, each of another participant. */
export function numbered(count: number, fields: Record<string, unknown> = {}) {
  return Array.from({ length: count }, (_, i) => aSurvey({ user_id: `p${i}`, ...fields }));
}
