import { surveyText } from "@lab/testing/survey";
import { type CommandRun, envFileOf, labSurvey } from "../lab-survey.ts";
import { type Pipeline, timestampOf } from "../pipeline.ts";

/** Erasing waits as long as the function may run. This is the shortest time that may be configured. */
export const quick = { config: { functionTimeoutSeconds: "10", maxReceiveCount: "500" } };

/** A survey of a participant with a text that nobody else's survey has. */
export const secret = (word: string, second = 0, user_id = "1") =>
  surveyText({ user_id, timestamp: timestampOf(second), freetext: `secret ${word}` });

/** Runs `lab-survey withdraw` for a pipeline. */
export async function withdrawBy(pipeline: Pipeline, ...args: readonly string[]): Promise<CommandRun> {
  const env = await envFileOf(pipeline.cloud.environment);
  return await labSurvey(["withdraw", "--env", env, ...args]);
}
