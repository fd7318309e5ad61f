import { setTimeout } from "node:timers/promises";
import { createSurveyClient, type FailedOutcome } from "@lab/survey-client";
import type { SentSurvey } from "../receipt/receipt.ts";
import type { Stack } from "../stack/stack.ts";

/** How many batches of ten are on their way at the same time. */
const BATCHES_IN_FLIGHT = 16;
/** How often a survey that the queue did not confirm is sent again, as a device would, and after how many milliseconds. */
const ROUNDS = 6;
const PAUSE = 1_000;

/** Thrown when the queue did not confirm a survey, however often it was sent. It is still on the device. */
export class SendingFailedError extends Error {
  override readonly name = "SendingFailedError";
  readonly code = "SENDING_FAILED";
}

/**
 * Sends surveys as devices do, as fast as the queue takes them; what it does not confirm is sent again.
 *
 * @param options - `onSent`: how many are confirmed so far.
 * @returns every survey with its message id.
 * @throws SendingFailedError, or the signal's reason.
 */
export async function sendBurst(
  bodies: readonly string[],
  stack: Stack,
  options: { readonly signal: AbortSignal; readonly onSent: (count: number) => void },
): Promise<SentSurvey[]> {
  const { signal, onSent } = options;
  const client = createSurveyClient({
    queueUrl: stack.outputs.queueUrl,
    sqs: stack.sqs,
    batchesInFlight: BATCHES_IN_FLIGHT,
  });
  const confirmed: SentSurvey[] = [];
  let unsent = bodies;
  for (let round = 1; unsent.length > 0; round++) {
    const before = confirmed.length;
    const outcomes = await client.sendAll(unsent, {
      signal,
      onProgress: ({ sent }) => onSent(before + sent),
    });
    signal.throwIfAborted();
    const failures: FailedOutcome[] = [];
    const failed = unsent.filter((body, i) => {
      const outcome = outcomes[i];
      if (outcome?.status === "sent") confirmed.push({ body, messageId: outcome.messageId });
      if (outcome?.status === "failed") failures.push(outcome);
      return outcome?.status !== "sent";
    });
    const final =
      round === ROUNDS || failures.length < failed.length || failures.some((one) => !one.retryable);
    if (failed.length > 0 && final) {
      const why = failures[0]?.message ?? "it is not a well-formed survey";
      throw new SendingFailedError(
        `The queue did not take ${failed.length} of ${bodies.length} surveys: ${why}`,
      );
    }
    if (failed.length > 0) await setTimeout(PAUSE * round, undefined, { signal });
    unsent = failed;
  }
  return confirmed;
}
