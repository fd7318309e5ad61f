import { MAX_BATCH_BYTES } from "./send-batch.ts";
import { type FailedOutcome, failedOutcome, type RefusedOutcome, type SendOutcome } from "./send-outcome.ts";
import { readSurveyFile, type SurveyFile } from "./storage/folder/survey-file.ts";
import { createSurveyClient, type SendOptions, type SurveyClient } from "./survey-client.ts";

/** Options of {@link sendSurvey}. */
export interface SendSurveyOptions extends SendOptions {
  /**
   * Called with the reason before a `400`. `refused`: the file can never be sent as it is. `failed`: `code` and `message` say
   * what is wrong, and `retryable` whether sending it again later can help.
   */
  readonly onFailure?: (outcome: RefusedOutcome | FailedOutcome) => void;
}

/**
 * Sends the survey in a file to the queue, with the credentials that the AWS SDK finds. Never throws.
 *
 * @returns `200` when the queue confirmed the survey; `400` when it did not. Keep the file then. Sending it
 *   again is harmless. The option `onFailure` is told why.
 * @example
 * const status = await sendSurvey("surveys/0001.json", queueUrl, {
 *   onFailure: (outcome) => console.dir(outcome, { depth: null }),
 * });
 * if (status === 200) await rm("surveys/0001.json");
 */
export async function sendSurvey(
  surveyPath: string,
  queueUrl: string,
  { onFailure, ...options }: SendSurveyOptions = {},
): Promise<200 | 400> {
  try {
    const outcome = await sendWithOwnClient(surveyPath, queueUrl, options);
    if (outcome.status === "sent") return 200;
    onFailure?.(outcome);
  } catch {
    // Only the callback can throw. The promise not to throw holds for it too.
  }
  return 400;
}

/** Sends the survey in a file, and tells what came of it. Never rejects. */
export async function sendSurveyFile(
  surveyPath: string,
  client: SurveyClient,
  options?: SendOptions,
): Promise<SendOutcome> {
  let file: SurveyFile | undefined;
  try {
    file = await readSurveyFile(surveyPath);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failedOutcome("unreadable", `cannot read ${surveyPath}: ${why}`, error);
  }
  if (file === undefined) return failedOutcome("unreadable", `there is no file at ${surveyPath}`);
  if (file.tooLarge) {
    const message = `${surveyPath} is larger than the ${MAX_BATCH_BYTES} bytes that SQS takes`;
    return failedOutcome("too_large", message);
  }
  if (file.text === undefined) return { status: "refused", reasons: [{ code: "not_json" }] };
  return await client.send(file.text, options);
}

async function sendWithOwnClient(
  surveyPath: string,
  queueUrl: string,
  options: SendOptions,
): Promise<SendOutcome> {
  let client: SurveyClient;
  try {
    client = createSurveyClient({ queueUrl });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failedOutcome(
      "configuration",
      `there is no client for ${JSON.stringify(queueUrl)}: ${why}`,
      error,
    );
  }
  const outcome = await sendSurveyFile(surveyPath, client, options);
  client.close();
  return outcome;
}
