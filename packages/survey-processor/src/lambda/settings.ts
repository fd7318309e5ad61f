import type { ArchiverEnvironment, ProcessorEnvironment } from "../deployment.ts";
import { ProcessorSettingsError } from "../errors/processor-errors.ts";
import { type Senders, trustedApp } from "../process/senders.ts";

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
    SENDERS: read("SENDERS"),
  }));
}

/**
 * Reads whose credentials surveys may be sent with.
 *
 * @throws ProcessorSettingsError when it is neither `trusted-app` nor a role's unique id: nobody is trusted by mistake.
 */
export function readSenders({ SENDERS }: Pick<ProcessorEnvironment, "SENDERS">): Senders {
  if (SENDERS === trustedApp) return { mode: trustedApp };
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
  if (/^AROA[A-Z0-9]+$/.test(SENDERS)) return { mode: "per-participant", roleId: SENDERS };
  throw new ProcessorSettingsError(
    `SENDERS must be ${trustedApp} or the unique id of a role, AROA…, but is ${JSON.stringify(SENDERS)}`,
  );
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
