import { maxRetryDelaySeconds } from "@lab/survey-processor/deployment";

/** Seconds in an hour and in a day. */
export const secondsPerHour = 3_600;
export const secondsPerDay = 86_400;

/**
 * Days the dead-letter queue keeps a message: the most SQS allows. A standard queue's dead letter keeps the time it was
 * first sent, so it needs more days than the survey queue's or it could be gone on arrival.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export const deadLetterRetentionDays = 14;

/** Hours an outage may last without making dead letters: a working day, in which somebody notices and acts. */
export const outageHours = 8;

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

/** Seconds after which a survey that failed comes back at the latest: put off by the function, or by no answer at all. */
export function slowestReturnSeconds(visibilitySeconds: number): number {
  return Math.max(visibilitySeconds, maxRetryDelaySeconds);
}

/** A survey comes back too early for its share of the outage once in a thousand million, with this many deviations. */
const standardDeviations = 6;

/**
 * Times a survey is received, at most, while its stores are away for so long. What takes the fewest seconds for each
 * receive uses up the most of them, so it is the larger of two numbers:
 *
 * - The function is killed, hangs or is throttled each time: the survey comes back after the visibility timeout T, which
 *   makes outage / T receives.
 * - The function answers each time, and puts the survey off by a delay evenly drawn from 0 to D = 900 s, at first less.
 *   After n receives such delays have taken n·D/2 on average, with a standard deviation of D·√(n/12); n is the number
 *   for which the average less six deviations reaches the outage. The first ten receives, with smaller bounds, are
 *   added as if they took no time.
 *
 * @example receivesInOutage(8 * secondsPerHour, 180) // max(160, 117) = 160
 */
export function receivesInOutage(outageSeconds: number, visibilitySeconds: number): number {
  const bySilence = Math.ceil(outageSeconds / visibilitySeconds);
  const mean = maxRetryDelaySeconds / 2;
  const deviation = (standardDeviations * maxRetryDelaySeconds) / Math.sqrt(12);
  // n·mean − √n·deviation = outage, solved for √n.
  const root = (deviation + Math.sqrt(deviation ** 2 + 4 * mean * outageSeconds)) / (2 * mean);
  const rampUp = Math.ceil(Math.log2(maxRetryDelaySeconds));
  return Math.max(bySilence, rampUp + Math.ceil(root ** 2));
}
