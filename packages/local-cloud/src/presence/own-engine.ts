type Variables = Readonly<Record<string, string | undefined>>;

/** The variable that tells which DynamoDB engine is a local cloud's own, and gone with it. */
export const ownEngineVariable = "LOCAL_CLOUD_DYNAMODB";

/**
 * The DynamoDB engine that `AWS_ENDPOINT_URL_DYNAMODB` brings. A shell that has read `.env.local` brings none: the engine
 * named there is that local cloud's own.
 */
export function broughtEngine(variables: Variables): string | undefined {
  const endpoint = variables.AWS_ENDPOINT_URL_DYNAMODB;
  return endpoint === variables[ownEngineVariable] ? undefined : endpoint;
}
