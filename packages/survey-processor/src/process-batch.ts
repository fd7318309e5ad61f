import { type JudgedSurvey, judgeSurvey, submissionTime } from "@lab/survey-schema";
import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { Clock } from "./clock.ts";
import { OutOfTimeError } from "./errors.ts";
import { type Outcome, processSurvey } from "./process-survey.ts";
import type { Stores } from "./stores.ts";
import { type SurveyMessage, surveyMessage } from "./survey-message.ts";

/** Is told, when a batch ends, what became of each message. If it throws, the whole batch comes again. */
export interface Observer {
  processed(message: SurveyMessage, outcome: Outcome): void;
  failed(message: SurveyMessage, error: unknown): void;
}

export interface BatchContext {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly observer: Observer;
  /** How long the batch may take, in milliseconds. */
  readonly timeLeft: number;
}

interface JudgedMessage {
  readonly record: SQSRecord;
  readonly message: SurveyMessage;
  readonly judged: JudgedSurvey;
}

type Settled = { readonly outcome: Outcome } | { readonly error: unknown };

/**
 * Processes a batch: each message on its own, so that one bad message never harms its neighbours. Surveys of the same
 * participant go one after the other, oldest first, since they would meet at the same item; all else goes at once.
 *
 * Only an outcome acknowledges a message. One whose processing failed, or was not done in `timeLeft`, is reported as
 * a batch item failure and comes back.
 *
 * @example
 * const response = await processBatch(event.Records, { stores, clock: systemClock, observer, timeLeft: 25_000 });
 * // { batchItemFailures: [{ itemIdentifier: "0f1e…" }] }
 */
export async function processBatch(
  records: readonly SQSRecord[],
  { stores, clock, observer, timeLeft }: BatchContext,
): Promise<SQSBatchResponse> {
  const settled = new Map<SQSRecord, Settled>();
  const outOfTime = new AbortController();
  const finished = new AbortController();
  const { signal } = outOfTime;

  const processInTurn = async (messages: readonly JudgedMessage[]): Promise<void> => {
    for (const { record, message, judged } of messages) {
      try {
        signal.throwIfAborted();
        settled.set(record, { outcome: await processSurvey(message, judged, stores, { clock, signal }) });
      } catch (error) {
        settled.set(record, { error });
      }
    }
  };
  const deadline = clock.sleep(timeLeft, finished.signal).then(() => outOfTime.abort(new OutOfTimeError()));
  // The race ends with the time, even where a request does not heed the signal.
  await Promise.race([Promise.all(inTurns(records).map(processInTurn)), deadline]);
  finished.abort();
  await deadline.catch(() => undefined);

  const failures = records.filter((record) => {
    const message = surveyMessage(record);
    const result = settled.get(record) ?? { error: signal.reason };
    if ("outcome" in result) observer.processed(message, result.outcome);
    else observer.failed(message, result.error);
    return "error" in result;
  });
  return { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** Messages by turns: those of one participant together, in the order in which they were answered. */
function inTurns(records: readonly SQSRecord[]): JudgedMessage[][] {
  const messages = records.map((record): JudgedMessage => {
    const message = surveyMessage(record);
    return { record, message, judged: judgeSurvey(message.body) };
  });
  const turns = Map.groupBy(messages, ({ judged, record }) =>
    judged.valid ? judged.survey.user_id : record,
  );
  return [...turns.values()].map((turn) =>
    turn.toSorted((a, b) => answeredAt(a).localeCompare(answeredAt(b))),
  );
}

function answeredAt({ judged }: JudgedMessage): string {
  return (judged.valid && submissionTime(judged.survey.timestamp)) || "";
}
