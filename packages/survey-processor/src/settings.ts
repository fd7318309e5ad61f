import type { ArchiverEnvironment, ProcessorEnvironment } from "./deployment.ts";
import { ProcessorSettingsError } from "./errors.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads what the processor needs to know of its deployment.
 *
 * @throws ProcessorSettingsError naming every variable that is missing.
 */
export function readSettings(environment: Environment): ProcessorEnvironment {
  return complete(environment, (read) => ({
    QUEUE_URL: read("QUEUE_URL"),
    SURVEYS_BUCKET_NAME: read("SURVEYS_BUCKET_NAME"),
    REJECTED_BUCKET_NAME: read("REJECTED_BUCKET_NAME"),
    PARTICIPANTS_TABLE_NAME: read("PARTICIPANTS_TABLE_NAME"),
    SUBMISSIONS_TABLE_NAME: read("SUBMISSIONS_TABLE_NAME"),
  }));
}

/**
 * Reads what the archiver needs to know of its deployment.
 *
 * @throws ProcessorSettingsError naming every variable that is missing.
 */
export function readArchiverSettings(environment: Environment): ArchiverEnvironment {
  return complete(environment, (read) => ({
    SURVEY_QUEUE_ARN: read("SURVEY_QUEUE_ARN"),
    REJECTED_BUCKET_NAME: read("REJECTED_BUCKET_NAME"),
  }));
}

function complete<Settings>(
  environment: Environment,
  settingsOf: (read: (name: keyof Settings & string) => string) => Settings,
): Settings {
  const missing: string[] = [];
  const settings = settingsOf((name) => {
    const value = environment[name];
    if (value) return value;
    missing.push(name);
    return "";
  });
  if (missing.length === 0) return settings;
  throw new ProcessorSettingsError(
    `the function's environment lacks ${missing.join(", ")}; the Pulumi program in infra/ sets them`,
  );
}
