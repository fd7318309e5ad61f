import { join } from "node:path";

/**
 * Variables of a developer's shell that must not reach a test. They say where AWS is, which stack to work on,
 * and colours.
 */
const SHELL = /^(AWS_|SURVEY_|FORCE_COLOR$)/;
/** Brings another DynamoDB engine to all tests, on purpose. */
const MEANT = "AWS_ENDPOINT_URL_DYNAMODB";

/**
 * Takes the developer's own settings out of an environment, so that tests find the same one everywhere.
 *
 * @param absent - A folder that is not there: the AWS SDK finds no profile in it.
 */
export function forgetShell(env: NodeJS.ProcessEnv, absent: string): void {
  for (const name of Object.keys(env)) if (SHELL.test(name) && name !== MEANT) delete env[name];
  env.NO_COLOR = "1";
  env.AWS_CONFIG_FILE = join(absent, "config");
  env.AWS_SHARED_CREDENTIALS_FILE = join(absent, "credentials");
}
