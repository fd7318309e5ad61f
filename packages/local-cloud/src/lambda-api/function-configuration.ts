import type { LocalFunction } from "../trigger/local-function.ts";
import { findFunction } from "./find-function.ts";
import type { LambdaAnswer } from "./invoke-function.ts";

const CONFIGURATION_PATH = /^\/2015-03-31\/functions\/([^/]+)\/configuration$/;

/**
 * Lambda's GetFunctionConfiguration, without the environment variables.
 *
 * @param functions - by ARN. It is read when a request comes.
 * @returns a function that answers a request, or gives undefined for another one.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 */
export function functionConfiguration(functions: ReadonlyMap<string, LocalFunction>) {
  return (method: string, { pathname, searchParams }: URL): LambdaAnswer | undefined => {
    const reference = CONFIGURATION_PATH.exec(pathname)?.[1];
    if (method !== "GET" || reference === undefined) return undefined;
    const target = findFunction(decodeURIComponent(reference), searchParams.get("Qualifier"), functions);
    const { name, arn, runtime, handler, timeoutSeconds, memorySizeMb } = target.declaration;
    const configuration = {
      FunctionName: name,
      FunctionArn: arn,
      Runtime: runtime,
      Handler: handler,
      Timeout: timeoutSeconds,
      MemorySize: memorySizeMb,
    };
    return { status: 200, headers: {}, body: JSON.stringify(configuration) };
  };
}
