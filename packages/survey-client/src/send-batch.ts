import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { explainEntry, explainError, explainQueueUrl } from "./explain-failure.ts";
import { fullJitter } from "./full-jitter.ts";
import { failedOutcome, type SendOutcome } from "./send-outcome.ts";

/** Quotas of SendMessageBatch (SQS API reference): entries in a request, and bytes of all of them together. */
export const MAX_BATCH_ENTRIES = 10;
export const MAX_BATCH_BYTES = 1_048_576;

/** How often an entry is sent that SQS, answering with success, says it failed to take through no fault of ours. */
const MAX_ENTRY_ATTEMPTS = 3;
/** Before such an entry is sent again, in milliseconds. */
const backoff = { base: 100, cap: 1_000 };

export interface BatchEntry {
  readonly body: string;
}

export interface BatchContext {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends one batch. An HTTP 200 alone does not count. An entry is `sent` only if SQS lists it as successful.
 * Failures of the whole request are retried by the SDK, failed entries here. Never rejects.
 *
 * @returns one outcome per entry.
 */
export async function sendBatch<Entry extends BatchEntry>(
  entries: readonly Entry[],
  context: BatchContext,
): Promise<Map<Entry, SendOutcome>> {
  const misconfigured = explainQueueUrl(context.queueUrl);
  if (misconfigured !== undefined) return new Map(entries.map((entry) => [entry, misconfigured]));
  const outcomes = new Map<Entry, SendOutcome>();
  let unsent = entries;
  for (let attempt = 0; attempt < MAX_ENTRY_ATTEMPTS && unsent.length > 0; attempt++) {
    if (attempt > 0) await delay(fullJitter(attempt - 1, backoff, Math.random()));
    for (const [entry, outcome] of await sendOnce(unsent, context)) outcomes.set(entry, outcome);
    unsent = unsent.filter((entry) => isWorthAnotherTry(outcomes.get(entry)));
  }
  return outcomes;
}

async function sendOnce<Entry extends BatchEntry>(
  entries: readonly Entry[],
  { sqs, queueUrl, signal }: BatchContext,
): Promise<Map<Entry, SendOutcome>> {
  const command = new SendMessageBatchCommand({
    QueueUrl: queueUrl,
    Entries: entries.map(({ body }, index) => ({ Id: String(index), MessageBody: body })),
  });
  try {
    const { Successful = [], Failed = [] } = await sqs.send(command, signal && { abortSignal: signal });
    const sent = new Map(Successful.map(({ Id, MessageId }) => [Id, MessageId]));
    const failed = new Map(Failed.map((entry) => [entry.Id, entry]));
    const outcomeOf = (id: string): SendOutcome => {
      const failure = failed.get(id);
      if (failure !== undefined) return explainEntry(failure);
      const messageId = sent.get(id);
      if (messageId !== undefined) return { status: "sent", messageId };
      return failedOutcome("service", "SQS's answer does not mention this survey");
    };
    return new Map(entries.map((entry, index) => [entry, outcomeOf(String(index))]));
  } catch (error) {
    // Recognised by name, because an app may bring its own SQS client, from its own copy of the SDK.
    if (entries.length > 1 && error instanceof Error && error.name === "BatchRequestTooLong") {
      // The engine has a smaller limit than SQS. Each survey may fit alone.
      const alone = await Promise.all(entries.map((entry) => sendOnce([entry], { sqs, queueUrl, signal })));
      return new Map(alone.flatMap((outcomes) => [...outcomes]));
    }
    // The SDK has retried the request where that helps, so it is not repeated here. `cause` marks it.
    return new Map(entries.map((entry) => [entry, explainError(error, signal)]));
  }
}

function isWorthAnotherTry(outcome: SendOutcome | undefined): boolean {
  return outcome?.status === "failed" && outcome.retryable && outcome.cause === undefined;
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
