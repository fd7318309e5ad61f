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

/**
 * Seconds until a survey that always fails is given up, when nothing brings it back earlier than the visibility timeout.
 *
 * @example secondsUntilDeadLetter(200, 30) // 200 × 180 s = 36,000 s = 10 h
 */
export function secondsUntilDeadLetter(maxReceiveCount: number, functionTimeoutSeconds: number): number {
  return maxReceiveCount * visibilityTimeoutSeconds(functionTimeoutSeconds);
}
