/**
 * The limits of AWS that a burst of surveys meets, with their sources. A standard queue itself takes a nearly unlimited
 * number of messages per second.
 */
export const serviceLimits = {
  /**
   * Invocations of a queue's trigger at the same time. It says how many there are at first, how many each
   * minute adds while there are messages, and the most there can be.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   */
  triggerStart: 5,
  triggerStepPerMinute: 300,
  triggerMost: 1_250,
  /**
   * Write units per second that a new on-demand table takes at once; it adapts to twice its previous peak. A write unit is
   * one write of up to 1 KB, and two in a transaction.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
   */
  tableWriteUnits: 4_000,
  /** PUTs per second for each prefix of a bucket (https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html). */
  bucketPuts: 3_500,
  /** Messages of a standard queue that are received and not yet deleted (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html). */
  messagesInFlight: 120_000,
} as const;

/** List prices in US dollars, us-east-1, without free tiers; other regions differ by up to a fifth. */
export const prices = {
  /** Per request; each of up to 64 KB (https://aws.amazon.com/sqs/pricing/). */
  queueRequest: 0.4 / 1e6,
  /** Per invocation, and per GB of memory and second on arm64 (https://aws.amazon.com/lambda/pricing/). */
  invocation: 0.2 / 1e6,
  gigabyteSecond: 0.000_013_333_4,
  /** Per write unit and per read unit of an on-demand table (https://aws.amazon.com/dynamodb/pricing/on-demand/). */
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  /** Per PUT and per GET (https://aws.amazon.com/s3/pricing/). */
  put: 0.005 / 1e3,
  get: 0.0004 / 1e3,
  /** Per GB of log taken in (https://aws.amazon.com/cloudwatch/pricing/). */
  logGigabyte: 0.5,
} as const;
