import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { timeOfSubmission } from "@lab/survey-schema";
import type { Stack } from "@lab/survey-stack";
import * as z from "zod";

/** What the ledger tells of a participant as a whole. */
export interface Activity {
  /** Accepted surveys, of all questionnaires. */
  readonly surveys: number;
  /** The first and the last by the device's clock: ISO 8601, local time, no zone. */
  readonly first: string;
  readonly last: string;
  /** When the queue last took a survey that was accepted: ISO 8601, UTC. */
  readonly lastReceivedAt: string;
}

/** Of an item that somebody tampered with, the key at least is there. */
const itemSchema = z.object({
  user_id: z.string(),
  submission_time: z.string(),
  received_at: z.string().catch(""),
});

/**
 * Sums up the ledger by participant. It is read consistently and whole. The sums are kept in memory, so that takes more with more
 * participants, and not with more surveys.
 *
 * @param options - `onRead`: is told how many items were read so far.
 */
export async function readActivity(
  { dynamodb, outputs }: Pick<Stack, "dynamodb" | "outputs">,
  { signal, onRead }: { readonly signal: AbortSignal; readonly onRead?: (items: number) => void },
): Promise<Map<string, Activity>> {
  const activities = new Map<string, Activity>();
  const request = {
    TableName: outputs.submissionsTableName,
    ConsistentRead: true,
    ProjectionExpression: "user_id, submission_time, received_at",
  };
  let read = 0;
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, request)) {
    signal.throwIfAborted();
    for (const item of Items) add(activities, itemSchema.parse(item));
    read += Items.length;
    onRead?.(read);
  }
  return activities;
}

function add(activities: Map<string, Activity>, item: z.infer<typeof itemSchema>): void {
  const { user_id, received_at } = item;
  const time = timeOfSubmission(item);
  const before = activities.get(user_id);
  activities.set(
    user_id,
    before === undefined
      ? { surveys: 1, first: time, last: time, lastReceivedAt: received_at }
      : {
          surveys: before.surveys + 1,
          first: earlier(time, before.first),
          last: later(time, before.last),
          lastReceivedAt: later(received_at, before.lastReceivedAt),
        },
  );
}

/** The earlier of two times in ISO 8601, which can be compared as texts. */
function earlier(a: string, b: string): string {
  return later(a, b) === a ? b : a;
}

function later(a: string, b: string): string {
  if (a > b) return a;
  return b;
}
