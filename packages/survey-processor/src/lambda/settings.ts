import type { ProcessorNames } from "../create-processor.ts";
import type { ArchiverEnvironment, ProcessorEnvironment } from "../deployment.ts";
import { ProcessorSettingsError } from "../errors/processor-errors.ts";
import { type Senders, TRUSTED_APP } from "../process/senders.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Read<Variables> = (name: keyof Variables) => string;

/** What the processor needs to know of its deployment. */
export interface ProcessorSettings {
  readonly names: ProcessorNames;
  readonly queueUrl: string;
  readonly senders: Senders;
}

/**
 * Reads what the processor needs to know of its deployment.
 *
 * @throws ProcessorSettingsError naming every variable that is missing, or as {@link readSenders}.
 */
export function readSettings(environment: Environment): ProcessorSettings {
  const settings = complete(environment, (read: Read<ProcessorEnvironment>) => ({
    queueUrl: read("QUEUE_URL"),
    names: {
      surveysBucketName: read("SURVEYS_BUCKET_NAME"),
      rejectedBucketName: read("REJECTED_BUCKET_NAME"),
      participantsTableName: read("PARTICIPANTS_TABLE_NAME"),
      submissionsTableName: read("SUBMISSIONS_TABLE_NAME"),
    },
    senders: read("SENDERS"),
  }));
  return { ...settings, senders: readSenders(settings.senders) };
}

/**
 * Reads whose credentials surveys may be sent with.
 *
 * @throws ProcessorSettingsError when it is neither `trusted-app` nor a role's unique id, so that nobody is
 *   trusted by mistake.
 */
export function readSenders(senders: string): Senders {
  if (senders === TRUSTED_APP) return { mode: TRUSTED_APP };
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
  if (/^AROA[A-Z0-9]+$/.test(senders)) return { mode: "per-participant", roleId: senders };
  throw new ProcessorSettingsError(
    `SENDERS must be ${TRUSTED_APP} or the unique id of a role, AROA…, but is ${JSON.stringify(senders)}`,
  );
}

/** What the archiver needs to know of its deployment. */
export interface ArchiverSettings {
  readonly surveyQueueArn: string;
  readonly rejectedBucketName: string;
  readonly participantsTableName: string;
  readonly senders: Senders;
}

/**
 * Reads what the archiver needs to know of its deployment.
 *
 * @throws ProcessorSettingsError naming every variable that is missing, or as {@link readSenders}.
 */
export function readArchiverSettings(environment: Environment): ArchiverSettings {
  const settings = complete(environment, (read: Read<ArchiverEnvironment>) => ({
    surveyQueueArn: read("SURVEY_QUEUE_ARN"),
    rejectedBucketName: read("REJECTED_BUCKET_NAME"),
    participantsTableName: read("PARTICIPANTS_TABLE_NAME"),
    senders: read("SENDERS"),
  }));
  return { ...settings, senders: readSenders(settings.senders) };
}

function complete<Name extends string, Settings>(
  environment: Environment,
  settingsOf: (read: (name: Name) => string) => Settings,
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
