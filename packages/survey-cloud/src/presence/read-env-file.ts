import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseEnv } from "node:util";
import { OWN_ENGINE_VARIABLE } from "@lab/local-cloud";
import { defaultEnvFile } from "../env-file.ts";
import { EnvFileError } from "./env-file-error.ts";
import { findRunningCloud, PRESENCE_VARIABLE } from "./presence.ts";

export { defaultEnvFile };

type Variables = Readonly<Record<string, string | undefined>>;

/** What a local cloud's file sets: connection, presence, Pulumi's provider, and the stack's outputs. */
const OWN_VARIABLES =
  /^(?:LOCAL_CLOUD(?:_DYNAMODB)?|AWS_ENDPOINT_URL_(?:SQS|S3|DYNAMODB|LAMBDA|STS)|AWS_(?:DEFAULT_)?REGION|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|PULUMI_DEBUG_PROVIDERS|PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION|SURVEY_[A-Z0-9_]+)$/;

/**
 * Reads the variables of a stack from a file, such as `.env.local`.
 *
 * @throws EnvFileError when there is no such file, when the local cloud that wrote it is gone, or nothing is deployed to it.
 */
export async function readEnvFile(path: string = defaultEnvFile): Promise<Variables> {
  const variables = parseEnv(await readText(path));
  const presence = variables[PRESENCE_VARIABLE];
  // Another program wrote it, about whatever stack.
  if (presence === undefined) return variables;
  const file = basename(path);
  if ((await findRunningCloud(presence)) === undefined) {
    throw new EnvFileError(
      "LOCAL_CLOUD_GONE",
      `The local cloud that wrote ${file} does not run any more, and its surveys are gone. Start one with \`npm run dev\` and leave it running.`,
    );
  }
  if (variables.SURVEY_QUEUE_URL === undefined) {
    throw new EnvFileError(
      "LOCAL_CLOUD_EMPTY",
      `Nothing is deployed to the local cloud of ${file} yet. Deploy to it with \`npm run pulumi -- up --stack local\`. The outputs are in ${file} a second later.`,
    );
  }
  return variables;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const why =
      path === defaultEnvFile
        ? "There is no stack to work on: no .env.local"
        : `The file ${path} cannot be read (${cause instanceof Error ? cause.message : String(cause)})`;
    throw new EnvFileError(
      "ENV_FILE_MISSING",
      `${why}. Start a local cloud with \`npm run dev\` and leave it running.`,
      { cause },
    );
  }
}

/**
 * Refuses variables that a shell has read from the file of a local cloud which is gone.
 *
 * @throws EnvFileError with the command that takes them out of the shell.
 */
export async function requireRunning(environment: Variables): Promise<void> {
  const presence = environment[PRESENCE_VARIABLE];
  if (!presence || (await findRunningCloud(presence)) !== undefined) return;
  const names = Object.keys(environment).filter((name) => OWN_VARIABLES.test(name));
  // Whoever brought an engine of their own since then goes on bringing it.
  const ours =
    environment[OWN_ENGINE_VARIABLE] === environment.AWS_ENDPOINT_URL_DYNAMODB
      ? names
      : names.filter((name) => name !== "AWS_ENDPOINT_URL_DYNAMODB");
  throw new EnvFileError(
    "LOCAL_CLOUD_GONE",
    `This shell's variables belong to a local cloud that does not run any more. Open another terminal, or type:\n\nunset ${ours.join(" ")}`,
  );
}
