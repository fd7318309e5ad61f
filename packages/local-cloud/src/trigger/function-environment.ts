import type { FunctionDeclaration } from "./function-declaration.ts";

/**
 * The whole environment of a function: what the program declares, what Lambda itself sets, and where the engines are.
 *
 * @param connection - Endpoints and credentials, as `AWS_…` variables.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function functionEnvironment(
  declaration: FunctionDeclaration,
  connection: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ...declaration.variables,
    ...connection,
    _HANDLER: declaration.handler,
    AWS_DEFAULT_REGION: declaration.region,
    AWS_REGION: declaration.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${declaration.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: declaration.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(declaration.memorySizeMb),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_FORMAT: declaration.logFormat,
    AWS_LAMBDA_LOG_GROUP_NAME: declaration.logGroupName,
    LAMBDA_TASK_ROOT: declaration.codeDirectory,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    // Lambda's credentials are always temporary ones.
    AWS_SESSION_TOKEN: "local",
  };
}
