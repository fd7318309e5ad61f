import { MAX_RETRY_DELAY_SECONDS } from "@lab/survey-processor/deployment";

/** Seconds in an hour and in a day. */
export const SECONDS_PER_HOUR = 3_600;
export const SECONDS_PER_DAY = 86_400;

/**
 * Days the dead-letter queue keeps a message: the most SQS allows. A standard queue's dead letter keeps the time it was
 * first sent, so it needs more days than the survey queue's or it could be gone on arrival. What is left for a survey that waited
 * there for as long as it may is the difference: one day, with `queueRetentionDays` 13.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
 */
export const DEAD_LETTER_RETENTION_DAYS = 14;

/** Hours an outage may last without making dead letters: a working day, in which somebody notices and acts. */
export const OUTAGE_HOURS = 8;

/**
 * Seconds for which the queue hides a batch that was handed to the function: six times the function's timeout, which
 * leaves Lambda room to try again when it throttles an invocation.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 * @example visibilityTimeoutSeconds(30) // 180
 */
export function visibilityTimeoutSeconds(functionTimeoutSeconds: number): number {
  return 6 * functionTimeoutSeconds;
}

/** Seconds after which a received survey comes back at the latest: put off at the function's last moment, or not at all. */
export function slowestReturnSeconds(functionTimeoutSeconds: number): number {
  return Math.max(
    visibilityTimeoutSeconds(functionTimeoutSeconds),
    functionTimeoutSeconds + MAX_RETRY_DELAY_SECONDS,
  );
}

/** A survey comes back too early for its share of the outage once in a thousand million, with this many deviations. */
const STANDARD_DEVIATIONS = 6;

/**
 * The smallest `maxReceiveCount` with which a survey outlasts an outage of its stores: the most receives that the outage can
 * use up, and the one afterwards that succeeds. What takes the fewest seconds for each receive uses up the most:
 *
 * - The function answers each time, and puts the survey off by a delay evenly drawn from 0 to D = 900 s, at first less.
 *   After n receives such delays have taken n·D/2 on average, with a standard deviation of D·√(n/12); n is the number
 *   for which the average less six deviations reaches the outage.
 * - The function is killed, hangs or is throttled each time: the survey comes back after the visibility timeout T, which
 *   makes outage / T receives.
 *
 * The first ten receives, whose delays have smaller bounds, come on top as if they took no time.
 *
 * @example receivesInOutage(8 * SECONDS_PER_HOUR, 180) // 10 + max(99, 160) + 1 = 171
 */
export function receivesInOutage(outageSeconds: number, visibilitySeconds: number): number {
  const bySilence = Math.ceil(outageSeconds / visibilitySeconds);
  const mean = MAX_RETRY_DELAY_SECONDS / 2;
  const deviation = (STANDARD_DEVIATIONS * MAX_RETRY_DELAY_SECONDS) / Math.sqrt(12);
  // n·mean − √n·deviation = outage, solved for √n.
  const root = (deviation + Math.sqrt(deviation ** 2 + 4 * mean * outageSeconds)) / (2 * mean);
  const rampUp = Math.ceil(Math.log2(MAX_RETRY_DELAY_SECONDS));
  return rampUp + Math.max(bySilence, Math.ceil(root ** 2)) + 1;
}
