import pMap from "p-map";
import { OBJECTS_IN_FLIGHT } from "../contents/read-objects.ts";
import type { Stack } from "../stack/stack.ts";
import { readUndelivered, UnreadableUndeliveredError, undeliveredIds } from "./undelivered-bucket.ts";

/** What may be shown of an undelivered survey without showing an answer. */
export interface UndeliveredListing {
  readonly messageId: string;
  /** When SQS first took it: ISO 8601, UTC. */
  readonly firstSent: string;
  /** How often it was received before it was given up, as SQS counted. */
  readonly receives: number;
  /** Of its body, in bytes. */
  readonly size: number;
  /** When it was taken from the dead-letter queue: ISO 8601, UTC. */
  readonly archivedAt: string;
}

/** An object that the archiver did not write, among undelivered surveys. */
export interface UnreadableListing {
  readonly messageId: string;
  readonly unreadable: string;
}

/**
 * Lists the undelivered surveys of a stack, the one that was sent first before all others; bodies are not kept in memory.
 *
 * @param options - `ids`: only these. `onRead`: is told how many were read.
 */
export async function listUndelivered(
  stack: Stack,
  options: {
    readonly ids?: readonly string[];
    readonly signal?: AbortSignal;
    readonly onRead?: (count: number) => void;
  } = {},
): Promise<readonly (UndeliveredListing | UnreadableListing)[]> {
  const { ids, signal, onRead } = options;
  const listings: (UndeliveredListing | UnreadableListing)[] = [];
  const pages = ids === undefined ? undeliveredIds(stack) : [ids];
  for await (const page of pages) {
    const found = await pMap(page, (messageId) => describe(stack, messageId), {
      concurrency: OBJECTS_IN_FLIGHT,
      ...(signal && { signal }),
    });
    // Whoever redrives at the same time takes away what was listed.
    listings.push(...found.filter((listing) => listing !== undefined));
    onRead?.(listings.length);
  }
  return listings.sort((a, b) => compare(sentOf(a), sentOf(b)) || compare(a.messageId, b.messageId));
}

async function describe(
  stack: Stack,
  messageId: string,
): Promise<UndeliveredListing | UnreadableListing | undefined> {
  try {
    const stored = await readUndelivered(stack, messageId);
    if (stored === undefined) return undefined;
    const { message, archived_at } = stored.survey;
    const { SentTimestamp, ApproximateReceiveCount } = message.attributes;
    return {
      messageId,
      firstSent: new Date(Number(SentTimestamp)).toISOString(),
      receives: Number(ApproximateReceiveCount),
      size: Buffer.byteLength(message.body),
      archivedAt: archived_at,
    };
  } catch (error) {
    if (error instanceof UnreadableUndeliveredError) return { messageId, unreadable: error.message };
    throw error;
  }
}

function sentOf(listing: UndeliveredListing | UnreadableListing): string {
  return "firstSent" in listing ? listing.firstSent : "";
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
