import type { SQSClient, SQSClientConfig } from "@aws-sdk/client-sqs";
import { study as ourStudy } from "@lab/study";
import { createJudge, type Judge, type Study } from "@lab/survey-schema";
import { type EncodedSurvey, encodeSurvey, type SurveyInput } from "./encode-survey.ts";
import { type BatchEntry, MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, sendBatch } from "./send-batch.ts";
import { failedOutcome, type SendOutcome } from "./send-outcome.ts";
import { sqsClient } from "./sqs-client.ts";

/** Options of {@link createSurveyClient}. */
export interface SurveyClientOptions<OneStudy extends Study = typeof ourStudy> {
  /** The survey queue: the stack output `queueUrl`. */
  readonly queueUrl: string;
  /** The study whose surveys the queue takes, for an app that takes part in several. Default: that of `@lab/study`. */
  readonly study?: OneStudy;
  /**
   * Default: the region that the queue URL's host names, else what the AWS SDK finds (`AWS_REGION`, …). A local endpoint
   * names none.
   */
  readonly region?: string;
  /** Anything the AWS SDK takes. Default: what it finds by itself. */
  readonly credentials?: NonNullable<SQSClientConfig["credentials"]>;
  /**
   * Another address for SQS, e.g. of a VPC endpoint or a proxy. Default: the queue URL's host, whatever
   * `AWS_ENDPOINT_URL_SQS`, `AWS_USE_FIPS_ENDPOINT` and `AWS_USE_DUALSTACK_ENDPOINT` say.
   */
  readonly endpoint?: string;
  /** An SQS client to use instead of one made from the options above. It is not closed with this one. */
  readonly sqs?: SQSClient;
  /** How many batches may be on their way at the same time. Default: 4. */
  readonly batchesInFlight?: number;
}

/** Options of {@link SurveyClient.send}. */
export interface SendOptions {
  /** Ends the sending. What was not confirmed by then gets the outcome `failed`, code `aborted`. */
  readonly signal?: AbortSignal;
}

/** Options of {@link SurveyClient.sendAll}. */
export interface SendAllOptions extends SendOptions {
  /** Called after each batch, and at the end. */
  readonly onProgress?: (progress: SendProgress) => void;
}

/** How many surveys have which outcome so far. */
export type SendProgress = Readonly<Record<SendOutcome["status"], number>>;

/** Sends surveys to one queue, and says of each what became of it. */
export interface SurveyClient<OneStudy extends Study = typeof ourStudy> {
  /** The study by which it judges. Left out: that of `@lab/study`. */
  readonly study?: OneStudy;
  /** Sends one survey. Never rejects: every failure is an outcome. */
  send(survey: SurveyInput<OneStudy>, options?: SendOptions): Promise<SendOutcome>;
  /**
   * Sends many surveys, in batches of up to 10 surveys and 1 MiB, several at the same time. Never rejects, unless
   * `surveys` or `onProgress` throws.
   *
   * @returns one outcome per survey, in their order.
   */
  sendAll(surveys: Iterable<SurveyInput<OneStudy>>, options?: SendAllOptions): Promise<SendOutcome[]>;
  /** Closes connections. */
  close(): void;
}

interface Entry extends BatchEntry {
  readonly index: number;
  readonly bytes: number;
}

/**
 * A client that sends surveys from a device to the survey queue.
 *
 * @example
 * const client = createSurveyClient({ queueUrl, credentials });
 * const outcome = await client.send(survey);
 * if (outcome.status === "sent") await removeFromDevice(survey);
 */
export function createSurveyClient<OneStudy extends Study = typeof ourStudy>(
  options: SurveyClientOptions<OneStudy>,
): SurveyClient<OneStudy> {
  const { queueUrl, study, batchesInFlight = 4 } = options;
  const judge = createJudge(study ?? ourStudy);
  const sqs = options.sqs ?? sqsClient(options);

  const sendAll: SurveyClient<OneStudy>["sendAll"] = async (surveys, { signal, onProgress } = {}) => {
    const outcomes: SendOutcome[] = [];
    const progress = { sent: 0, refused: 0, failed: 0 };
    const settle = (index: number, outcome: SendOutcome) => {
      outcomes[index] = outcome;
      progress[outcome.status]++;
    };
    const inFlight = new Set<Promise<void>>();
    for (const batch of batches(surveys, judge, settle, signal)) {
      const request = sendBatch(batch, { sqs, queueUrl, signal }).then((results) => {
        for (const [{ index }, outcome] of results) settle(index, outcome);
        inFlight.delete(request);
        onProgress?.({ ...progress });
      });
      inFlight.add(request);
      if (inFlight.size >= batchesInFlight) await Promise.race(inFlight);
    }
    await Promise.all(inFlight);
    onProgress?.({ ...progress });
    return outcomes;
  };

  return {
    ...(study !== undefined && { study }),
    sendAll,
    async send(survey, sendOptions) {
      const [outcome] = await sendAll([survey], sendOptions);
      return outcome ?? failedOutcome("service", "the survey was not sent");
    },
    close() {
      if (options.sqs === undefined) sqs.destroy();
    },
  };
}

/** Groups surveys into batches that SQS takes. One that cannot be sent is settled on the spot. */
function* batches(
  surveys: Iterable<unknown>,
  judge: Judge,
  settle: (index: number, outcome: SendOutcome) => void,
  signal: AbortSignal | undefined,
): Generator<Entry[]> {
  let batch: Entry[] = [];
  let batchBytes = 0;
  let index = 0;
  for (const survey of surveys) {
    const entry = entryOf(encodeSurvey(survey, judge), index, signal);
    if ("status" in entry) settle(index, entry);
    else {
      if (batch.length === MAX_BATCH_ENTRIES || batchBytes + entry.bytes > MAX_BATCH_BYTES) {
        yield batch;
        batch = [];
        batchBytes = 0;
      }
      batch.push(entry);
      batchBytes += entry.bytes;
    }
    index++;
  }
  if (batch.length > 0) yield batch;
}

function entryOf(
  encoded: EncodedSurvey,
  index: number,
  signal: AbortSignal | undefined,
): Entry | SendOutcome {
  if (!encoded.wellFormed) return { status: "refused", reasons: encoded.reasons };
  if (signal?.aborted) return failedOutcome("aborted", "sending was aborted before this survey's turn");
  const { body, bytes } = encoded;
  if (bytes > MAX_BATCH_BYTES) {
    return failedOutcome("too_large", `the survey has ${bytes} bytes, and SQS takes ${MAX_BATCH_BYTES}`);
  }
  return { index, body, bytes };
}
