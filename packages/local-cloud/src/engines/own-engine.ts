import { EngineError } from "./engine-error.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** The variable that tells which DynamoDB engine is a local cloud's own, and gone with it. */
export const OWN_ENGINE_VARIABLE = "LOCAL_CLOUD_DYNAMODB";

/** How long an engine that somebody brings may take to answer anything, in milliseconds. */
const ANSWER_MILLISECONDS = 10_000;

/**
 * The DynamoDB engine that `AWS_ENDPOINT_URL_DYNAMODB` brings. A shell that has read `.env.local` brings
 * none, because the engine named there is that local cloud's own.
 *
 * @throws {EngineError} when nothing answers there, with the way out.
 */
export async function broughtEngine(variables: Variables): Promise<string | undefined> {
  const endpoint = variables.AWS_ENDPOINT_URL_DYNAMODB;
  if (!endpoint || endpoint === variables[OWN_ENGINE_VARIABLE]) return undefined;
  try {
    // Any answer will do.
    await fetch(endpoint, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) });
  } catch (cause) {
    throw new EngineError(
      `AWS_ENDPOINT_URL_DYNAMODB brings the DynamoDB engine at ${endpoint}, and nothing answers there. Start that engine, or type \`unset AWS_ENDPOINT_URL_DYNAMODB\` to let this command start one of its own.`,
      { cause },
    );
  }
  return endpoint;
}
