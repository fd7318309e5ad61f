import * as z from "zod/mini";

/**
 * Where the page sends surveys, and with what right: `survey-config.json` beside the page.
 *
 * @example { "queueUrl": "https://sqs.eu-central-1.amazonaws.com/123456789012/surveys", "credentialsUrl": "https://…/credentials" }
 */
export const surveyConfigSchema = z.object({
  /** The stack output `queueUrl`. */
  queueUrl: z.url(),
  /** Default: the region in the queue URL. */
  region: z.optional(z.string()),
  /** Another address for SQS: the local cloud's. */
  endpoint: z.optional(z.url()),
  /** Who gives out short-lived credentials for an enrolment code, with which this participant can send to the queue. */
  credentialsUrl: z.optional(z.string()),
  /**
   * Where surveys that still wait for an earlier queue of this page are sent, if that is at other origins than the ones above: the
   * page's policy lets it reach them.
   */
  alsoConnectTo: z.optional(z.array(z.url())),
  /** Fixed credentials: for the local cloud, where they open nothing. Never those of an AWS account, everybody can read them. */
  credentials: z.optional(z.object({ accessKeyId: z.string(), secretAccessKey: z.string() })),
});
export type SurveyConfig = z.infer<typeof surveyConfigSchema>;

/** How long to wait for the file, in milliseconds. */
const TIMEOUT = 10_000;

/** Thrown when the web server answers, but not with a page's configuration: no network can help, only the lab. */
export class SurveyConfigError extends Error {
  override readonly name = "SurveyConfigError";
  readonly code = "SURVEY_CONFIG_UNUSABLE";
}

/** @throws SurveyConfigError, or what `fetch` throws when nobody answers. */
export async function loadSurveyConfig(url: string | URL, get: typeof fetch = fetch): Promise<SurveyConfig> {
  const response = await get(url, { cache: "no-cache", signal: AbortSignal.timeout(TIMEOUT) });
  if (!response.ok) throw new SurveyConfigError(`${url} answers ${response.status}`);
  const text = await response.text();
  try {
    return surveyConfigSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new SurveyConfigError(`${url} is not a page's configuration`, { cause });
  }
}
