import { readFile } from "node:fs/promises";
import { failedOutcome, type SendOutcome } from "./send-outcome.ts";
import { createSurveyClient, type SendOptions, type SurveyClient } from "./survey-client.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Sends the survey in a file to the queue, with the credentials that the AWS SDK finds. Never throws.
 *
 * @returns `200` when the queue confirmed the survey; `400` when it did not: keep the file, sending it again is
 * harmless. {@link sendSurveyFile} tells why.
 * @example
 * if ((await sendSurvey("surveys/0001.json", queueUrl)) === 200) await rm("surveys/0001.json");
 */
export async function sendSurvey(surveyPath: string, queueUrl: string): Promise<200 | 400> {
  try {
    const client = createSurveyClient({ queueUrl });
    const { status } = await sendSurveyFile(surveyPath, client);
    client.close();
    return status === "sent" ? 200 : 400;
  } catch {
    return 400;
  }
}

/** Sends the survey in a file, and tells what came of it. Never rejects. */
export async function sendSurveyFile(
  surveyPath: string,
  client: SurveyClient,
  options?: SendOptions,
): Promise<SendOutcome> {
  let bytes: Buffer;
  try {
    bytes = await readFile(surveyPath);
  } catch (error) {
    return failedOutcome("unreadable", `cannot read ${surveyPath}`, error);
  }
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { status: "refused", reasons: [{ code: "not_json" }] };
  }
  return await client.send(text, options);
}
