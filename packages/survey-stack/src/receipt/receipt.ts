import { isDeepStrictEqual } from "node:util";
import {
  type Judge,
  participantOf,
  type RejectionReason,
  type Study,
  surveyObjectKey,
} from "@lab/survey-schema";
import { LedgerSummaries } from "../contents/ledger-summary.ts";
import { objectKeyOf } from "../contents/submission-of-key.ts";
import type { StackState } from "../stack/stack-state.ts";

/** A survey as it left the device. */
export interface SentSurvey {
  readonly body: string;
  /** The message id that SQS gave it. */
  readonly messageId: string;
}

/**
 * What the device sent, reconciled with what the stack holds. It counts surveys and objects, never metrics.
 */
export interface Receipt {
  readonly sent: number;
  /** Sent surveys that are in the surveys bucket, counted once each. */
  readonly accepted: number;
  /** Further messages with a survey that was accepted. */
  readonly duplicates: number;
  readonly rejected: number;
  readonly rejectedBy: ReadonlyMap<RejectionReason["code"], number>;
  readonly objects: number;
  readonly ledgerItems: number;
  readonly sumOfCounts: number;
  /** Messages in the queue and in the dead-letter queue, in flight or not. */
  readonly queued: number;
  readonly deadLetters: number;
  /** Every difference, by key or id, in words; none when the receipt balances. */
  readonly differences: readonly string[];
}

/**
 * Reconciles the surveys that were sent with what the stack holds. If the stack was empty before, that is
 * everything in it. The receipt balances when
 *
 * - sent = accepted + duplicates + rejected: every message has its survey in exactly one place, byte for byte;
 * - objects = ledger items = sum of counts: every object has its ledger item, every participant their number of ledger
 *   items and the answers of the newest;
 * - queue and dead-letter queue are empty.
 */
export function receiptOf(
  sent: readonly SentSurvey[],
  state: StackState,
  { study, judge }: { readonly study: Study; readonly judge: Judge },
): Receipt {
  const differences: string[] = [];
  const rejectedDocuments = new Map([...state.rejected.values()].map((doc) => [doc.message_id, doc]));
  const sentBodies = new Map<string, Set<string>>();
  let rejected = 0;
  let inSurveysBucket = 0;

  for (const { body, messageId } of sent) {
    const document = rejectedDocuments.get(messageId);
    if (document !== undefined) {
      rejected++;
      rejectedDocuments.delete(messageId);
      // Of a participant who has withdrawn the body is not kept.
      if ("body" in document && document.body !== body)
        differences.push(`message ${messageId} was rejected with other bytes than sent`);
      continue;
    }
    const parsed = judge.parse(body);
    const key = parsed.wellFormed ? surveyObjectKey(parsed.survey) : undefined;
    if (key === undefined || !state.surveys.has(key)) {
      differences.push(
        state.undelivered.has(messageId)
          ? `message ${messageId} could not be delivered and waits to be redriven`
          : `message ${messageId} was sent and is in neither bucket`,
      );
      continue;
    }
    inSurveysBucket++;
    sentBodies.set(key, (sentBodies.get(key) ?? new Set()).add(body));
  }
  for (const messageId of rejectedDocuments.keys()) {
    differences.push(`message ${messageId} is in the rejected bucket and was not sent`);
  }
  for (const [key, body] of state.surveys) {
    const bodies = sentBodies.get(key);
    if (bodies === undefined) differences.push(`${key} is in the surveys bucket and was not sent`);
    else if (!bodies.has(body)) differences.push(`${key} holds other bytes than were sent`);
  }
  differences.push(...ledgerDifferences(state, study, judge), ...queueDifferences(state));

  return {
    sent: sent.length,
    accepted: sentBodies.size,
    duplicates: inSurveysBucket - sentBodies.size,
    rejected,
    rejectedBy: rejectionsByReason(state),
    objects: state.surveys.size,
    ledgerItems: state.submissions.length,
    sumOfCounts: state.participants.reduce((sum, { num_submission }) => sum + num_submission, 0),
    queued: state.queue.waiting + state.queue.inFlight,
    deadLetters: state.deadLetterQueue.waiting + state.deadLetterQueue.inFlight,
    differences,
  };
}

/** Whether a receipt tells of nothing lost and nothing counted twice. */
export function isBalanced(receipt: Receipt): boolean {
  const { sent, accepted, duplicates, rejected, objects, ledgerItems, sumOfCounts } = receipt;
  return (
    receipt.differences.length === 0 &&
    sent === accepted + duplicates + rejected &&
    objects === ledgerItems &&
    ledgerItems === sumOfCounts &&
    receipt.queued === 0 &&
    receipt.deadLetters === 0
  );
}

/** Objects, ledger and participants must tell the same. */
function ledgerDifferences(
  { surveys, submissions, participants }: StackState,
  study: Study,
  judge: Judge,
): string[] {
  const differences: string[] = [];
  const ledgerKeys = new Set(submissions.map(({ object_key }) => object_key));
  for (const key of surveys.keys()) if (!ledgerKeys.has(key)) differences.push(`${key} is not in the ledger`);
  for (const key of ledgerKeys) if (!surveys.has(key)) differences.push(`the ledger's ${key} has no object`);

  const summaries = new LedgerSummaries();
  for (const item of submissions) summaries.add(item);
  const missing = new Set(summaries.participants);
  for (const participant of participants) {
    const { user_id, num_submission } = participant;
    const ledger = summaries.of(user_id);
    missing.delete(user_id);
    const count = ledger?.count ?? 0;
    if (count !== num_submission) {
      differences.push(`participant ${user_id} counts ${num_submission}, the ledger has ${count}`);
    }
    const newest = (ledger?.newest ?? []).map(objectKeyOf);
    const shown = newest.flatMap((key) => {
      const parsed = judge.parse(surveys.get(key) ?? "");
      return parsed.wellFormed && parsed.known ? [parsed.survey] : [];
    });
    const expected = participantOf(study, user_id, shown, num_submission, participant.withdrawal);
    if (newest.length > 0 && !isDeepStrictEqual(participant, expected)) {
      differences.push(
        `participant ${user_id} does not show the answers of ${newest.join(" and ")}, the newest`,
      );
    }
  }
  for (const user_id of missing) differences.push(`participant ${user_id} is missing`);
  return differences;
}

function queueDifferences({ queue, deadLetterQueue }: StackState): string[] {
  const differences: string[] = [];
  if (queue.waiting + queue.inFlight > 0) differences.push("the queue is not empty");
  if (deadLetterQueue.waiting + deadLetterQueue.inFlight > 0) {
    differences.push("the dead-letter queue is not empty");
  }
  return differences;
}

function rejectionsByReason({ rejected }: StackState): Map<RejectionReason["code"], number> {
  const counts = new Map<RejectionReason["code"], number>();
  for (const { reasons } of rejected.values()) {
    for (const { code } of reasons) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}
