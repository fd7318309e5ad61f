import { study as ourStudy } from "@lab/study";
import { canonicalJson, createJudge, type Judge, type Study, surveyObjectKey } from "@lab/survey-schema";
import { encodeSurvey, type SurveyInput, serialiseSurvey } from "../encode-survey.ts";
import { MAX_BATCH_BYTES } from "../send-batch.ts";
import type { OutboxStorage, RefusedEntry, StuckEntry } from "../storage/outbox-storage.ts";
import type { SendOptions, SurveyClient } from "../survey-client.ts";
import {
  type BackgroundLoop,
  type BackoffOptions,
  type LoopJob,
  type RetryError,
  sleepByTimer,
  startLoop,
} from "./background-loop.ts";
import { globalConnectivity } from "./connectivity.ts";
import { flushStorage } from "./flush-storage.ts";
import {
  ConflictingSurveyError,
  isOutboxStorageError,
  OutboxStorageError,
  RefusedSurveyError,
} from "./outbox-errors.ts";
import { type FlushResult, type OutboxListener, OutboxObservers } from "./outbox-events.ts";
import { UnchangedEntries } from "./unchanged-entries.ts";
import { UnfinishedEntries } from "./unfinished-entries.ts";

/** Options of {@link createOutbox}. */
export interface OutboxOptions<OneStudy extends Study = typeof ourStudy> extends BackoffOptions {
  /** Where surveys wait. */
  readonly storage: OutboxStorage;
  /** What sends them, e.g. from `createSurveyClient`. It stays the caller's to close. The outbox judges by its study. */
  readonly client: Pick<SurveyClient<OneStudy>, "sendAll" | "study">;
  /**
   * For how long this outbox must have seen a file that is not JSON unchanged, in milliseconds, before it
   * refuses it, because another program may still be writing it. So it takes two looks at least. Default:
   * 60,000.
   */
  readonly gracePeriod?: number;
  /** The time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
  /** Milliseconds on a clock that nobody sets, by which periods are measured. Default: `performance.now`. */
  readonly monotonicNow?: () => number;
}

/** A survey that is safe on the device. */
export interface SavedSurvey {
  /** The survey's object key: participant, second and questionnaire. */
  readonly id: string;
  /** Whether the same survey was waiting already. Both are one entry. */
  readonly alreadyWaiting: boolean;
}

/** What is on the device now. */
export interface OutboxStatus {
  /** On the device, not confirmed by the queue yet. */
  readonly waiting: number;
  /**
   * Items among the waiting surveys that are not being sent, with the reason. They are items that are no
   * files, and files that the operating system does not let this process read, remove or move. Absent when
   * there are none.
   */
  readonly stuck?: readonly StuckEntry[];
  /** On the device, can never be sent as they are: see `refused()`. */
  readonly refused: number;
  /** Whether a flush is under way in this outbox. */
  readonly flushing: boolean;
}

/** Surveys on the device that wait for the queue's confirmation. */
export interface Outbox<OneStudy extends Study = typeof ourStudy> {
  /**
   * Saves a survey on the device. Once this resolves, the survey survives a crash, and stays until the queue
   * confirmed it. Saving the same survey again (equal JSON, however it is written) is one entry while it
   * waits. After it was sent, it is sent again. That is harmless, because the processor counts it once.
   *
   * @throws RefusedSurveyError for what can never be sent, with the reasons;
   * @throws ConflictingSurveyError when a different survey of this participant, second and questionnaire is waiting;
   * @throws OutboxStorageError when the storage fails, e.g. is full. After any of them the survey is not saved.
   */
  save(survey: SurveyInput<OneStudy>): Promise<SavedSurvey>;
  /**
   * Sends what is waiting, oldest first, and removes each survey after the queue confirmed it. Every survey
   * is tried at most once. When the queue takes none of a page of up to 100, the rest stays for later. One
   * flush runs at a time. The result counts what was left waiting, and events tell which and why.
   *
   * @throws OutboxStorageError when the storage as a whole fails. A survey that was sent and could not be
   *   removed is sent again later. A single file that fails does not throw. An event tells of it, and it
   *   counts as `failed`.
   */
  flush(options?: SendOptions): Promise<FlushResult>;
  /** @throws OutboxStorageError when the storage fails. */
  status(): Promise<OutboxStatus>;
  /**
   * The surveys that can never be sent as they are, with the reasons. They are never deleted.
   *
   * @throws OutboxStorageError when the storage fails.
   */
  refused(): Promise<readonly RefusedEntry[]>;
  /**
   * Sends in the background, until `stop` is called or the signal is aborted. It sends surveys that wait now,
   * each survey as soon as it is saved, and failed ones again after a delay (see {@link BackoffOptions}),
   * when the device comes online, or when it is woken. Errors of the storage are told in the event
   * `next_try`. Does nothing if it runs already.
   */
  start(options?: SendOptions): void;
  /** Ends the sending in the background; resolves when nothing is under way any more. */
  stop(): Promise<void>;
  /** Makes the background loop look for surveys at once, also while it waits after a failure. */
  wake(): void;
  /** Calls the listener with every event, until the returned function is called. */
  subscribe(listener: OutboxListener): () => void;
}

/**
 * An outbox saves surveys on the device first, and sends them when the queue can be reached. Several
 * outboxes, in tabs or processes, may share a storage. Nothing is lost, and a survey that two of them send at
 * the same time is counted once.
 *
 * @example
 * const outbox = createOutbox({ storage: createIndexedDbStorage(), client: createSurveyClient({ queueUrl, credentials }) });
 * outbox.start();
 * await outbox.save(survey); // now it is safe on the device, and will be sent
 */
export function createOutbox<OneStudy extends Study = typeof ourStudy>(
  options: OutboxOptions<OneStudy>,
): Outbox<OneStudy> {
  const { storage, client, gracePeriod = 60_000, now = Date.now } = options;
  const { monotonicNow = () => performance.now(), baseDelay = 1_000, maxDelay = 300_000 } = options;
  const observers = new OutboxObservers();
  const judge = createJudge(client.study ?? ourStudy);
  const context = {
    storage,
    judge,
    client,
    gracePeriod,
    emit: observers.emit.bind(observers),
    times: new Map<string, string>(),
    unchanged: new UnchangedEntries(monotonicNow),
    unfinished: new UnfinishedEntries(monotonicNow, { baseDelay, maxDelay }),
  };
  let flushes: Promise<unknown> = Promise.resolve();
  let running = 0;
  let loop: BackgroundLoop | undefined;

  function flush(inBackground: boolean, signal: AbortSignal | undefined): Promise<FlushResult> {
    running++;
    const flushed = () => flushStorage({ ...context, inBackground }, signal);
    const result = flushes.then(() => storing("surveys could not be sent", flushed)).finally(() => running--);
    flushes = result.catch(() => {});
    return result;
  }
  const job: LoopJob = {
    async run(signal) {
      try {
        const { sent, refused, failure } = await flush(true, signal);
        return { progress: sent + refused > 0, ...(failure !== undefined && { error: failure }) };
      } catch (error) {
        return { progress: false, error: storageError("surveys could not be sent", error) };
      }
    },
    onRetry: (attempt: number, delay: number, error: RetryError) =>
      observers.emit({ type: "next_try", at: now() + delay, attempt, error }),
  };
  async function stop(): Promise<void> {
    const stopped = loop;
    loop = undefined;
    await stopped?.stop();
  }

  return {
    flush: ({ signal } = {}) => flush(false, signal),
    start({ signal } = {}) {
      if (signal?.aborted || loop !== undefined) return;
      loop = startLoop(job, {
        interval: 60_000,
        connectivity: globalConnectivity,
        random: Math.random,
        sleep: sleepByTimer,
        ...options,
        baseDelay,
        maxDelay,
      });
      signal?.addEventListener("abort", () => void stop(), { once: true });
    },
    stop,
    wake: () => loop?.wake(),
    async save(survey) {
      const { id, text, json } = checked(survey, judge);
      const added = await storing("the survey was not saved", () => storage.add(id, text));
      if (!added.added && !isSame(added.text, json, judge)) throw new ConflictingSurveyError(id);
      if (added.added) {
        observers.emit({ type: "saved", id });
        loop?.notice();
      }
      return { id, alreadyWaiting: !added.added };
    },
    async status() {
      const counts = await storing("the outbox could not be read", () => storage.count());
      const stuck = await storing(
        "the outbox could not be read",
        async () => (await storage.stuck?.()) ?? [],
      );
      return { ...counts, ...(stuck.length > 0 && { stuck }), flushing: running > 0 };
    },
    refused: () => storing("refused surveys could not be read", () => storage.refused()),
    subscribe: (listener) => observers.subscribe(listener),
  };
}

function checked(survey: unknown, judge: Judge): { id: string; text: string; json: unknown } {
  const text = serialiseSurvey(survey);
  const encoded = encodeSurvey(text, judge);
  if (!encoded.wellFormed) throw new RefusedSurveyError(encoded.reasons);
  if (encoded.bytes > MAX_BATCH_BYTES) throw new RefusedSurveyError([{ code: "too_large" }]);
  return { id: surveyObjectKey(encoded.survey), text, json: encoded.json };
}

function isSame(text: string, json: unknown, judge: Judge): boolean {
  const waiting = judge.parse(text);
  return waiting.wellFormed && canonicalJson(waiting.json) === canonicalJson(json);
}

async function storing<T>(action: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    throw storageError(action, error);
  }
}

function storageError(action: string, error: unknown): OutboxStorageError {
  return isOutboxStorageError(error) ? error : new OutboxStorageError(action, error);
}
