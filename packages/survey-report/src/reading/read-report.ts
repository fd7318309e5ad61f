import {
  ErasedMeanwhileError,
  type Roster,
  readActivity,
  readParticipants,
  readRejectedSurveys,
  type SurveyCache,
} from "@lab/survey-export";
import {
  erasedParticipants,
  listUndelivered,
  readQueueDepth,
  readWithdrawals,
  type Stack,
} from "@lab/survey-stack";
import { createReportAggregator } from "../aggregate/report-aggregator.ts";
import type { ReportData, StackNumbers } from "../report-data.ts";
import { differingCounts, readCounts } from "./read-receipt.ts";

export interface ReadReportOptions {
  readonly cache: SurveyCache;
  readonly now: Date;
  readonly roster?: Roster | undefined;
  readonly signal: AbortSignal;
  /** How many surveys have been read, of how many. */
  readonly onProgress?: (surveys: number, of: number) => void;
}

/**
 * Reads a stack for its report, as an export does: what the ledger has, participant by participant, with what was read before from the
 * cache. Participants who are to be erased are left out.
 *
 * @throws ErasedMeanwhileError; the signal's reason; whatever a request throws.
 */
export async function readReport(stack: Stack, options: ReadReportOptions): Promise<ReportData> {
  const { cache, signal, onProgress } = options;
  const withdrawals = await readWithdrawals(stack);
  const activities = await readActivity(stack, { signal });
  const counts = await readCounts(stack, signal);
  const erased = erasedParticipants(withdrawals);
  for (const id of erased) {
    activities.delete(id);
    counts.delete(id);
  }
  const kept = [...new Set([...activities.keys(), ...withdrawals.keys()])].filter((id) => !erased.has(id));
  const ledgerItems = sum([...activities.values()].map(({ surveys }) => surveys));
  await cache.keepOnly(kept);

  const aggregator = createReportAggregator({ study: stack.study, ...options });
  let objects = 0;
  for await (const { user_id, surveys } of readParticipants(stack, kept.sort(), { cache, signal })) {
    aggregator.add({ user_id, surveys, withdrawal: withdrawals.get(user_id) });
    // Surveys that came since the ledger was read are in the report, and not in what is compared.
    objects += Math.min(surveys.length, activities.get(user_id)?.surveys ?? 0);
    onProgress?.(objects, ledgerItems);
  }
  for await (const documents of readRejectedSurveys(stack, signal)) aggregator.addRejected(documents);
  const differing = await differingCounts(stack, counts, activities, signal);
  const numbers = await readStackNumbers(stack, signal);

  const erasedNow = erasedParticipants(await readWithdrawals(stack));
  if (kept.some((id) => erasedNow.has(id))) {
    await cache.keepOnly(kept.filter((id) => !erasedNow.has(id)));
    throw new ErasedMeanwhileError();
  }
  return aggregator.report({
    ...numbers,
    receipt: {
      ledgerItems,
      objects,
      counted: ledgerItems + sum(differing.map(({ counted, items }) => counted - items)),
      participantsThatDiffer: differing.length,
      balanced: differing.length === 0 && objects === ledgerItems,
    },
  });
}

async function readStackNumbers(stack: Stack, signal: AbortSignal): Promise<Omit<StackNumbers, "receipt">> {
  const { outputs } = stack;
  const [undelivered, queue, deadLetters] = await Promise.all([
    listUndelivered(stack, { signal }),
    readQueueDepth(stack, outputs.queueUrl),
    readQueueDepth(stack, outputs.deadLetterQueueUrl),
  ]);
  return {
    region: outputs.region,
    surveysBucket: outputs.surveysBucketName,
    undelivered: undelivered.length,
    deadLetters: deadLetters.waiting + deadLetters.inFlight,
    waiting: queue.waiting + queue.inFlight,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
