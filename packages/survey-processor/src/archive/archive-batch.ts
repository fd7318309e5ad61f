import { DOCUMENT_FORMAT, isWithdrawn, namedParticipant, undeliveredObjectKey } from "@lab/survey-schema";
import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { OutOfTimeError } from "../errors/processor-errors.ts";
import { readParticipants } from "../process/read-participants.ts";
import { noteWithdrawn } from "../process/reject-survey.ts";
import { type Senders, whoseSurvey } from "../process/senders.ts";
import { surveyMessage } from "../process/survey-message.ts";
import { retryWhileBusy } from "../stores/retry-while-busy.ts";
import type { ParticipantRecords, RejectedBucket } from "../stores/stores.ts";
import type { Clock } from "../time/clock.ts";
import { within } from "../time/within.ts";

/** Is told, when a batch ends, what became of each dead letter. If it throws, the whole batch comes again. */
export interface ArchiveObserver {
  archived(record: SQSRecord, key: string): void;
  /** Its participant has withdrawn, so its body was not kept. */
  withdrawn(record: SQSRecord, key: string): void;
  notArchived(record: SQSRecord, error: unknown): void;
}

export interface ArchiveContext {
  /** The rejected bucket, where dead letters are kept. */
  readonly bucket: RejectedBucket;
  /** Tells who has withdrawn. */
  readonly records: ParticipantRecords;
  readonly senders: Senders;
  /** The ARN of the survey queue, which was the source of its messages before they became dead letters. */
  readonly surveyQueueArn: string;
  readonly clock: Clock;
  readonly observer: ArchiveObserver;
  /** How long the dead letters may be worked on, in milliseconds. */
  readonly timeLeft: number;
}

type Settled = { readonly key: string; readonly withdrawn: boolean } | { readonly error: unknown };

/**
 * Keeps dead letters without an end. SQS would delete them 14 days after they were sent. Each becomes an
 * object that holds the message as the processor was given it. Nothing is judged here. A dead letter that is
 * no survey is kept like any other. Only of a participant who has withdrawn the body is not kept.
 *
 * Only an object acknowledges a dead letter. One that could not be put, or was not in `timeLeft`, is reported
 * as a batch item failure and comes back to be archived after the queue's visibility timeout. If the key is
 * taken, the message was archived before, and that is a success. The key holds the message's id, which no
 * other message has.
 *
 * @example
 * const response = await archiveBatch(event.Records, { bucket, surveyQueueArn, clock, observer, timeLeft: 23_000 });
 * // { batchItemFailures: [] }
 */
export async function archiveBatch(
  records: readonly SQSRecord[],
  { bucket, records: participants, senders, surveyQueueArn, clock, observer, timeLeft }: ArchiveContext,
): Promise<SQSBatchResponse> {
  const settled = new Map<SQSRecord, Settled>();
  await within(timeLeft, clock, async (signal) => {
    const letters = records.map((record) => {
      const message = surveyMessage(record);
      const participantId = whoseSurvey(senders, message.senderId, namedParticipant(message.body));
      return { record, message, participantId };
    });
    const ids = new Set(letters.flatMap(({ participantId = [] }) => participantId));
    const reading = readParticipants([...ids], participants, { clock, signal });
    const archive = async ({ record, message, participantId }: (typeof letters)[number]): Promise<void> => {
      try {
        const participant = participantId === undefined ? undefined : (await reading).get(participantId);
        if (isWithdrawn(participant?.withdrawal, message.sentTimestamp)) {
          const key = await noteWithdrawn(message, { bucket, clock, signal });
          settled.set(record, { key, withdrawn: true });
          return;
        }
        const key = undeliveredObjectKey(record.messageId);
        const document = JSON.stringify(undeliveredSurvey(record, surveyQueueArn, clock.now()));
        const put = () => bucket.putIfAbsent(key, document, signal);
        await retryWhileBusy("the rejected bucket", put, { clock, signal });
        settled.set(record, { key, withdrawn: false });
      } catch (error) {
        settled.set(record, { error });
      }
    };
    await Promise.all(letters.map(archive));
  });

  const failures = records.filter((record) => {
    const result = settled.get(record) ?? { error: new OutOfTimeError() };
    if ("error" in result) observer.notArchived(record, result.error);
    else if (result.withdrawn) observer.withdrawn(record, result.key);
    else observer.archived(record, result.key);
    return "error" in result;
  });
  return { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/**
 * The message as it is, even if it does not fit `undeliveredSurveySchema`. A dead letter is never refused.
 */
function undeliveredSurvey(record: SQSRecord, surveyQueueArn: string, now: number) {
  const { receiptHandle: _, ...message } = record;
  return {
    format: DOCUMENT_FORMAT,
    message: { ...message, eventSourceARN: surveyQueueArn },
    archived_at: new Date(now).toISOString(),
  };
}
