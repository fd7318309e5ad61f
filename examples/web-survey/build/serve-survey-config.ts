import type { IncomingMessage, ServerResponse } from "node:http";
import { readEnvFile } from "@lab/survey-cloud/env-file";
import type { Connect, Plugin } from "vite";
import { type SurveyConfig, surveyConfigSchema } from "../src/study/survey-config.ts";

/**
 * Serves `survey-config.json` for a local cloud, from the file with its variables that `npm run dev` keeps while it runs. It
 * is read at every request, so that page and local cloud may be started in any order.
 *
 * @param envFile - `.env.local` of the repository.
 */
export function serveSurveyConfig(envFile: string): Plugin {
  const answer = (_request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader("content-type", "application/json");
    response.setHeader("cache-control", "no-store");
    readLocalConfig(envFile)
      .then((config) => response.end(JSON.stringify(config)))
      .catch((error: unknown) => {
        response.statusCode = 503;
        const why = error instanceof Error ? error.message : String(error);
        const message = `There is no local cloud to send to. ${why}`;
        response.end(JSON.stringify({ message }));
      });
  };
  const serve = ({ middlewares }: { readonly middlewares: Connect.Server }): void => {
    middlewares.use("/survey-config.json", answer);
  };
  return { name: "serve-survey-config", configureServer: serve, configurePreviewServer: serve };
}

/** The configuration for the local cloud that runs. @throws when none does, or its variables are no configuration. */
export async function readLocalConfig(envFile: string): Promise<SurveyConfig> {
  const env = await readEnvFile(envFile);
  return surveyConfigSchema.parse({
    queueUrl: env.SURVEY_QUEUE_URL,
    region: env.AWS_REGION,
    endpoint: env.AWS_ENDPOINT_URL_SQS,
    ...(env.SURVEY_CREDENTIALS_URL === undefined
      ? { credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY } }
      : { credentialsUrl: env.SURVEY_CREDENTIALS_URL }),
  });
}
