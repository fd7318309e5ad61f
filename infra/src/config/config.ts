import * as z from "zod";
import {
  DEAD_LETTER_RETENTION_DAYS,
  OUTAGE_HOURS,
  receivesInOutage,
  SECONDS_PER_DAY,
  SECONDS_PER_HOUR,
  slowestReturnSeconds,
  visibilityTimeoutSeconds,
} from "../queue/queue-timing.ts";
import { isTagValue } from "../tags.ts";
import { ConfigError } from "./config-error.ts";
import { logRetentionPeriods } from "./log-retention.ts";
import { regionProblems } from "./region.ts";

/** Every message says what is allowed and ends the sentence "… must be". Pulumi hands every value over as a string. */
function wholeNumber(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`;
  return z
    .string({ error })
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .pipe(z.number().min(least, { error }).max(most, { error }));
}

const trueOrFalse = z
  .enum(["true", "false"], { error: "true or false" })
  .transform((value) => value === "true");

const LOG_RETENTION_ERROR = `one of CloudWatch's periods: ${logRetentionPeriods.join(", ")}`;

const SENDERS_ERROR = "trusted-app or per-participant";
const ROLE_NAMES_ERROR = "names of IAM roles of this account, without paths, separated by commas, or empty";
const PRINCIPAL_ERROR = "the ARN of one IAM role or user, arn:aws:iam::123456789012:role/…, or empty";

const STUDY_ERROR =
  "1 to 256 letters, digits, spaces and _ . : / = + - @, no space at an end, and not begin with aws:";
const ALARM_EMAIL_ERROR = "an e-mail address, or empty for none";

const fields = z.strictObject({
  study: z.string({ error: STUDY_ERROR }).refine(isTagValue, { error: STUDY_ERROR }),
  protectData: trueOrFalse,
  // More than 10 would need a batching window, and every survey would wait for it.
  batchSize: wholeNumber(1, 10),
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
  maximumConcurrency: wholeNumber(2, 1_000),
  functionTimeoutSeconds: wholeNumber(10, 900),
  memorySizeMb: wholeNumber(128, 10_240),
  maxReceiveCount: wholeNumber(1, 1_000),
  // In one day a survey that keeps failing would be deleted before it is given up.
  queueRetentionDays: wholeNumber(2, DEAD_LETTER_RETENTION_DAYS - 1),
  logRetentionDays: z
    .string({ error: LOG_RETENTION_ERROR })
    .regex(/^\d{1,9}$/, { error: LOG_RETENTION_ERROR })
    .transform(Number)
    .pipe(z.literal(logRetentionPeriods, { error: LOG_RETENTION_ERROR })),
  // S3 locks for 100 years at most. 0 is no lock.
  auditLockDays: wholeNumber(0, 36_500),
  senders: z.enum(["trusted-app", "per-participant"], { error: SENDERS_ERROR }),
  senderRoleNames: z
    .string({ error: ROLE_NAMES_ERROR })
    .transform((text) => (text.trim() === "" ? [] : text.split(",").map((name) => name.trim())))
    .refine((names) => names.every((name) => /^[\w+=.@-]{1,64}$/.test(name)), { error: ROLE_NAMES_ERROR })
    .refine((names) => new Set(names).size === names.length, { error: "names of different roles" }),
  // Not an account, which would let in whoever in it may assume roles, nor a session, which ends.
  vendingPrincipalArn: z
    .string({ error: PRINCIPAL_ERROR })
    .regex(/^(?:arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+)?$/, { error: PRINCIPAL_ERROR }),
  alarmEmail: z
    .string({ error: ALARM_EMAIL_ERROR })
    .refine((address) => address === "" || z.email().safeParse(address).success, {
      error: ALARM_EMAIL_ERROR,
    }),
  // With less, the alarm would ring in every burst. After more than a day it would come too late.
  oldestSurveyMinutes: wholeNumber(5, 1_440),
  rejectedSharePercent: wholeNumber(1, 100),
});

/** A stack's configuration, as `Pulumi.yaml` describes it key by key. */
export type PipelineConfig = Readonly<z.infer<typeof fields>>;

/**
 * Checks a stack's configuration and gives it types.
 *
 * @param project - The Pulumi project's name, the namespace of its keys.
 * @param allConfig - Every configured value by its full key, as `pulumi.runtime.allConfig()` has them. Of
 *   other namespaces only `aws:region` is checked.
 * @throws ConfigError naming every key that is missing, unknown or not allowed, its value and what is allowed.
 * @example
 * parseConfig("survey-pipeline", { "aws:region": "eu-central-1", "survey-pipeline:batchSize": "10", … }).batchSize // 10
 */
export function parseConfig(project: string, allConfig: Readonly<Record<string, string>>): PipelineConfig {
  const namespace = `${project}:`;
  const ours = Object.entries(allConfig).filter(([key]) => key.startsWith(namespace));
  const values = Object.fromEntries(ours.map(([key, value]) => [key.slice(namespace.length), value]));
  const parsed = fields.safeParse(values);
  const ownProblems = parsed.success
    ? [...retryProblems(parsed.data, namespace), ...senderProblems(parsed.data, namespace)]
    : parsed.error.issues.flatMap((issue) => describe(issue, namespace, values));
  const problems = [...regionProblems(allConfig), ...ownProblems];
  if (!parsed.success || problems.length > 0) {
    throw new ConfigError(problems);
  }
  return parsed.data;
}

/** Keys that are each allowed, but together would lose surveys or fill the dead-letter queue for nothing. */
function retryProblems(config: PipelineConfig, namespace: string): readonly string[] {
  const { maxReceiveCount, functionTimeoutSeconds, queueRetentionDays } = config;
  const visibility = visibilityTimeoutSeconds(functionTimeoutSeconds);
  const subject = `${namespace}maxReceiveCount is "${maxReceiveCount}", but must be`;
  const least = receivesInOutage(OUTAGE_HOURS * SECONDS_PER_HOUR, visibility);
  if (maxReceiveCount < least) {
    return [
      `${subject} at least ${least}: with functionTimeoutSeconds ${functionTimeoutSeconds} an outage of ${OUTAGE_HOURS} hours uses up so many`,
    ];
  }
  const most =
    Math.ceil((queueRetentionDays * SECONDS_PER_DAY) / slowestReturnSeconds(functionTimeoutSeconds)) - 1;
  if (maxReceiveCount > most) {
    return [
      `${subject} at most ${most}: a failing survey would not be given up before the queue deletes it after queueRetentionDays ${queueRetentionDays}`,
    ];
  }
  return [];
}

/**
 * The vending principal and the senders go together. Half a configuration would look as if it protected the
 * stack, and would not.
 */
function senderProblems(config: PipelineConfig, namespace: string): readonly string[] {
  const { senders, senderRoleNames, vendingPrincipalArn } = config;
  const subject = `${namespace}vendingPrincipalArn is ${JSON.stringify(vendingPrincipalArn)}, but must be`;
  if (senders === "per-participant" && vendingPrincipalArn === "") {
    return [
      `${subject} the ARN of the role or user that vends credentials, since senders is per-participant`,
    ];
  }
  if (senders === "per-participant" && senderRoleNames.length > 0) {
    return [
      `${namespace}senderRoleNames is ${JSON.stringify(senderRoleNames.join(","))}, but must be empty, since senders is per-participant. Every survey that these roles send would be rejected`,
    ];
  }
  if (senders === "trusted-app" && vendingPrincipalArn !== "") {
    return [`${subject} empty, since senders is trusted-app. Nobody vends credentials then`];
  }
  return [];
}

function describe(
  issue: z.core.$ZodIssue,
  namespace: string,
  values: Readonly<Record<string, string>>,
): readonly string[] {
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(fields.shape).join(", ");
    return issue.keys.map((key) => `${namespace}${key} is not a key of this project. Its keys are ${known}`);
  }
  const key = issue.path.join(".");
  const value = values[key];
  const state = value === undefined ? "is not set" : `is ${JSON.stringify(value)}`;
  return [`${namespace}${key} ${state}, but must be ${issue.message}`];
}
