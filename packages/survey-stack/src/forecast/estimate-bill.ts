import { type Burst, writeUnitsOf } from "./forecast.ts";
import { prices } from "./service-limits.ts";

/** Bytes of log for one survey: its line, and its share of the batch's metrics. */
const LOG_BYTES = 600;

/** A read unit is a consistent read of up to so many kB. Of surveys that are processed, each survey's participant is read, of several in a batch once. */
const READ_UNIT_KILOBYTES = 4;

/** What a burst costs, by service, in US dollars. */
export interface Bill {
  readonly sqs: number;
  readonly lambda: number;
  readonly dynamodb: number;
  readonly s3: number;
  readonly logs: number;
  readonly total: number;
}

/**
 * Estimates what the processing of surveys costs. Each phone sends one message, with a request for every 64
 * KB. Batches are received and deleted with one request each. All surveys are valid. Storage, a few cents a
 * month for a GB, is left out.
 */
export function estimateBill(burst: Burst, memoryGigabytes: number): Bill {
  const { surveys, batchSize, secondsPerBatch } = burst;
  const batches = surveys / batchSize;
  const { submissions, participants } = writeUnitsOf(burst);
  const reads = Math.max(1, Math.ceil(burst.kilobytes / READ_UNIT_KILOBYTES));
  const bill = {
    sqs: (surveys * Math.max(1, Math.ceil(burst.kilobytes / 64)) + 2 * batches) * prices.queueRequest,
    lambda: batches * (prices.invocation + secondsPerBatch * memoryGigabytes * prices.gigabyteSecond),
    dynamodb: surveys * ((submissions + participants) * prices.writeUnit + reads * prices.readUnit),
    s3: surveys * prices.put,
    logs: (surveys * LOG_BYTES * prices.logGigabyte) / 1e9,
  };
  return { ...bill, total: Object.values(bill).reduce((sum, dollars) => sum + dollars, 0) };
}
