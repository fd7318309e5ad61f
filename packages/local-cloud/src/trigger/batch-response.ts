import * as z from "zod";

/** The outcome of a batch. These messages stay in the queue, for the given reason. All others are deleted. */
export interface BatchVerdict {
  readonly kept: readonly string[];
  readonly reason: string;
}

const batchResponse = z
  .object({
    batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
  })
  .nullish();

/**
 * Reads a function's response to a batch as Lambda does when `ReportBatchItemFailures` is on.
 *
 * No response, an empty one, and an empty or null list mean that all succeeded. Anything malformed, and any identifier
 * that is null, empty or not in the batch, means that all failed.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function readBatchResponse(response: unknown, messageIds: readonly string[]): BatchVerdict {
  const parsed = batchResponse.safeParse(response);
  if (!parsed.success) return { kept: messageIds, reason: "the response is malformed" };
  const failed = (parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  if (failed.some((id) => !messageIds.includes(id))) {
    return { kept: messageIds, reason: "the response names a message that is not in the batch" };
  }
  return { kept: [...new Set(failed)], reason: "reported as failed" };
}
