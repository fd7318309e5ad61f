import { type Judge, type JudgedSurvey, type SurveyEnvelope, submissionTime } from "@lab/survey-schema";
import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { OutOfTimeError } from "../errors/processor-errors.ts";
import { retryDelay } from "../queue/retry-delay.ts";
import type { SurveyQueue } from "../queue/survey-queue.ts";
import type { Stores } from "../stores/stores.ts";
import type { Clock } from "../time/clock.ts";
import { within } from "../time/within.ts";
import { type Outcome, processSurvey } from "./process-survey.ts";
import { readParticipants } from "./read-participants.ts";
import { type Senders, senderReasons, whoseSurvey } from "./senders.ts";
import { type SurveyMessage, surveyMessage } from "./survey-message.ts";

/** Is told, when a batch ends, what became of each message. If it throws, the whole batch comes again. */
export interface Observer {
  processed(message: SurveyMessage, outcome: Outcome): void;
  failed(message: SurveyMessage, error: unknown): void;
  /** When failed messages come back could not be changed: they come back after the queue's visibility timeout. */
  visibilityUnchanged(error: unknown): void;
}

export interface BatchContext {
  readonly judge: Judge;
  readonly senders: Senders;
  readonly stores: Stores;
  readonly queue: SurveyQueue;
  readonly clock: Clock;
  readonly observer: Observer;
  /** How long the messages may be worked on, in milliseconds. */
  readonly timeLeft: number;
}

/** How long the queue is waited for, at the end, to change when failed messages come back, in milliseconds. */
const VISIBILITY_CHANGE_TIME = 2_000;

interface JudgedMessage {
  readonly record: SQSRecord;
  readonly message: SurveyMessage;
  readonly judged: JudgedSurvey;
  /** Whose survey it is, if that can be told. */
  readonly participantId: string | undefined;
}

type Settled = { readonly outcome: Outcome } | { readonly error: unknown };

/**
 * Processes a batch: each message on its own, so that one bad message never harms its neighbours. Surveys of the same
 * participant go one after the other, oldest first, since they would meet at the same item; all else goes at once.
 *
 * Before anything is put into a bucket, one request reads whether any of the participants has withdrawn. Without an answer, only
 * messages of nobody get an outcome.
 *
 * Only an outcome acknowledges a message. One whose processing failed, or was not done in `timeLeft`, is reported as
 * a batch item failure and comes back, after {@link retryDelay}.
 *
 * @example
 * const response = await processBatch(event.Records, { judge, senders, stores, queue, clock, observer, timeLeft: 23_000 });
 * // { batchItemFailures: [{ itemIdentifier: "0f1e…" }] }
 */
export async function processBatch(
  records: readonly SQSRecord[],
  { judge, senders, stores, queue, clock, observer, timeLeft }: BatchContext,
): Promise<SQSBatchResponse> {
  const settled = new Map<SQSRecord, Settled>();
  await within(timeLeft, clock, async (signal) => {
    const messages = records.map((record) => judgedMessage(record, judge, senders));
    const ids = new Set(messages.flatMap(({ participantId = [] }) => participantId));
    const reading = readParticipants([...ids], stores.tables, { clock, signal });
    const processInTurn = async (turn: readonly JudgedMessage[]): Promise<void> => {
      for (const { record, message, judged, participantId } of turn) {
        try {
          const participant = participantId === undefined ? undefined : (await reading).get(participantId);
          signal.throwIfAborted();
          const outcome = await processSurvey(message, judged, participant, stores, { clock, signal });
          settled.set(record, { outcome });
        } catch (error) {
          settled.set(record, { error });
        }
      }
    };
    await Promise.all(inTurns(messages).map(processInTurn));
  });

  const failures = records.filter((record) => {
    const message = surveyMessage(record);
    const result = settled.get(record) ?? { error: new OutOfTimeError() };
    if ("outcome" in result) observer.processed(message, result.outcome);
    else observer.failed(message, result.error);
    return "error" in result;
  });
  if (failures.length > 0) {
    const changes = failures.map(({ receiptHandle, attributes }) => ({
      receiptHandle,
      visibilityTimeout: retryDelay(Number(attributes.ApproximateReceiveCount), clock.random()),
    }));
    await within(VISIBILITY_CHANGE_TIME, clock, async (signal) => {
      await queue
        .changeVisibility(changes, signal)
        .catch((error: unknown) => observer.visibilityUnchanged(error));
    });
  }
  return { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

function judgedMessage(record: SQSRecord, judge: Judge, senders: Senders): JudgedMessage {
  const message = surveyMessage(record);
  const fromSender = (survey: SurveyEnvelope) => senderReasons(senders, message.senderId, survey);
  const judged = judge.judge(message.body, fromSender);
  const names = judged.valid ? judged.survey.user_id : judged.names;
  return { record, message, judged, participantId: whoseSurvey(senders, message.senderId, names) };
}

/** Messages by turns: those of one participant together, in the order in which they were answered. */
function inTurns(messages: readonly JudgedMessage[]): JudgedMessage[][] {
  const turns = Map.groupBy(messages, ({ judged, record }) =>
    judged.valid ? judged.survey.user_id : record,
  );
  return [...turns.values()].map((turn) => turn.toSorted(byTimeOfAnswering));
}

/** ISO times sort as plain text; a locale's collation would only have to be loaded. */
function byTimeOfAnswering(a: JudgedMessage, b: JudgedMessage): number {
  const [timeA, timeB] = [answeredAt(a), answeredAt(b)];
  if (timeA === timeB) return 0;
  return timeA < timeB ? -1 : 1;
}

function answeredAt({ judged }: JudgedMessage): string {
  return (judged.valid && submissionTime(judged.survey.timestamp)) || "";
}
