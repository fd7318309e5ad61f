import { serviceLimits } from "./service-limits.ts";

/** A burst of surveys into a stack in AWS. */
export interface Burst {
  readonly surveys: number;
  /** Seconds over which they are sent, evenly. */
  readonly within: number;
  /** Surveys that one invocation is given (config `batchSize`). */
  readonly batchSize: number;
  /** Invocations at the same time, at most (config `maximumConcurrency`). */
  readonly maximumConcurrency: number;
  /** How long one invocation takes, in seconds. An assumption: measure it in your stack (CloudWatch, `Duration`). */
  readonly secondsPerBatch: number;
  /** Size of a survey's answers as they are in the participants table, in KB. */
  readonly kilobytes: number;
}

/** What can hold surveys up, from the queue to the tables. */
export type Bottleneck = "arrival" | "trigger" | "concurrency" | "bucket" | "tables";

/** The state at the end of a second. */
export interface CapacitySecond {
  readonly second: number;
  readonly sent: number;
  readonly backlog: number;
  readonly inFlight: number;
  /** What limited this second; `arrival` when all that came was processed. */
  readonly limitedBy: Bottleneck;
}

export interface CapacityForecast {
  readonly seconds: readonly CapacitySecond[];
  /** Seconds from the first survey until none is left. */
  readonly drained: number;
  readonly highestBacklog: number;
  /** What limited most of the seconds in which surveys had to wait; `arrival` if none had to. */
  readonly bottleneck: Bottleneck;
}

/**
 * Write units that one survey takes of each table. A transaction doubles them. The ledger item is below 1 KB,
 * and the participant's item is as large as the answers.
 */
export function writeUnitsOf({ kilobytes }: Pick<Burst, "kilobytes">) {
  return { submissions: 2, participants: 2 * Math.max(1, Math.ceil(kilobytes)) };
}

/** Surveys per second that each part can take, once it has scaled up. */
export function ratesOf(burst: Burst): Readonly<Record<"concurrency" | "bucket" | "tables", number>> {
  const { submissions, participants } = writeUnitsOf(burst);
  const concurrency = Math.min(burst.maximumConcurrency, serviceLimits.triggerMost);
  return {
    concurrency: perSecond(burst, concurrency),
    bucket: serviceLimits.bucketPuts,
    tables: serviceLimits.tableWriteUnits / Math.max(submissions, participants),
  };
}

/**
 * What a burst does second by second. Surveys arrive evenly. The trigger starts with five invocations and
 * adds 300 a minute while there is a backlog. The slowest part decides how many surveys are processed. The
 * model is cautious. Its tables keep the throughput of new ones, although DynamoDB adapts.
 */
export function forecast(burst: Burst): CapacityForecast {
  const rates = ratesOf(burst);
  const most = Math.min(burst.maximumConcurrency, serviceLimits.triggerMost);
  const seconds: CapacitySecond[] = [];
  let sent = 0;
  let backlog = 0;
  let concurrency = Math.min(serviceLimits.triggerStart, most);
  for (let second = 1; sent < burst.surveys || backlog > 1e-9; second++) {
    const arrived = Math.min(burst.surveys - sent, burst.surveys / burst.within);
    sent += arrived;
    const limits: readonly (readonly [Bottleneck, number])[] = [
      ["arrival", backlog + arrived],
      [concurrency < most ? "trigger" : "concurrency", perSecond(burst, concurrency)],
      ["bucket", rates.bucket],
      ["tables", rates.tables],
    ];
    const [limitedBy, processed] = limits.reduce((least, limit) => (limit[1] < least[1] ? limit : least));
    backlog += arrived - processed;
    const inFlight = Math.min(backlog, concurrency * burst.batchSize, serviceLimits.messagesInFlight);
    seconds.push({ second, sent, backlog, inFlight, limitedBy });
    if (backlog > 0) concurrency = Math.min(most, concurrency + serviceLimits.triggerStepPerMinute / 60);
  }
  return {
    seconds,
    drained: seconds.length,
    highestBacklog: Math.max(...seconds.map(({ backlog: value }) => value)),
    bottleneck: mostFrequent(seconds),
  };
}

function perSecond({ batchSize, secondsPerBatch }: Burst, concurrency: number): number {
  return (concurrency * batchSize) / secondsPerBatch;
}

function mostFrequent(seconds: readonly CapacitySecond[]): Bottleneck {
  const waiting = seconds.filter(({ limitedBy }) => limitedBy !== "arrival");
  const counts = [...Map.groupBy(waiting, ({ limitedBy }) => limitedBy)].sort(
    (a, b) => b[1].length - a[1].length,
  );
  return counts[0]?.[0] ?? "arrival";
}
