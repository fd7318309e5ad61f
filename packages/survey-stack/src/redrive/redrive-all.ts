import pMap from "p-map";
import type { Stack } from "../stack/stack.ts";
import { type RedriveOutcome, redriveSurvey } from "./redrive-survey.ts";

/**
 * How many surveys the processor is given at the same time. They are few compared with those of the queue.
 */
const INVOCATIONS_IN_FLIGHT = 4;

/**
 * Redrives undelivered surveys, each on its own.
 *
 * @param messageIds - In the order in which they are begun; an id that comes twice is redriven once.
 * @returns One outcome for each id.
 * @throws The signal's reason. What was begun may then be redriven and not yet moved; redriving it again is harmless.
 */
export async function redriveAll(
  stack: Stack,
  messageIds: readonly string[],
  options: {
    readonly signal?: AbortSignal;
    readonly onOutcome?: (outcome: RedriveOutcome) => void;
  } = {},
): Promise<readonly RedriveOutcome[]> {
  const { signal, onOutcome } = options;
  const redrive = async (messageId: string): Promise<RedriveOutcome> => {
    const outcome = await redriveSurvey(stack, messageId, signal);
    onOutcome?.(outcome);
    return outcome;
  };
  return await pMap(new Set(messageIds), redrive, {
    concurrency: INVOCATIONS_IN_FLIGHT,
    ...(signal && { signal }),
  });
}
