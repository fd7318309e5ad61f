/** The parts of a queue's URL. */
export interface QueueLocation {
  /** Where its requests go, e.g. `https://sqs.eu-central-1.amazonaws.com`. */
  readonly origin: string;
  /** `undefined` when the host names none, as a local endpoint's does not. */
  readonly region: string | undefined;
}

const URL_OF_QUEUE = /^(https?:\/\/([^/]+))\/./i;

const REGION = "[a-z]{2,5}(?:-[a-z]+)+-[0-9]+";

/**
 * The hosts of SQS that name a region, in any partition: standard, FIPS, dual-stack, and the endpoints of a VPC, whose
 * names begin with `vpce-` (https://docs.aws.amazon.com/general/latest/gr/sqs-service.html,
 * https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html).
 */
const currentHost = new RegExp(`^(?:vpce-[a-z0-9-]+\\.)?sqs(?:-fips)?\\.(${REGION})\\.`);
/** The older hosts of SQS, at which it still answers, such as `eu-west-1.queue.amazonaws.com`. */
const legacyHost = new RegExp(`^(${REGION})\\.queue\\.`);
/** The oldest of them names no region. It is the one of US East (N. Virginia). */
const OLDEST_HOST = /^queue\.amazonaws\.com(?::\d+)?$/;

/** Reads a queue's URL; `undefined` when it is none. */
export function locateQueue(queueUrl: string): QueueLocation | undefined {
  const [, origin, host] = URL_OF_QUEUE.exec(queueUrl) ?? [];
  return origin === undefined || host === undefined
    ? undefined
    : { origin, region: regionOf(host.toLowerCase()) };
}

function regionOf(host: string): string | undefined {
  if (OLDEST_HOST.test(host)) return "us-east-1";
  return (currentHost.exec(host) ?? legacyHost.exec(host))?.[1];
}
