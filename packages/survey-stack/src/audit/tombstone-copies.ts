import { DOCUMENT_FORMAT, userIdSchema, withdrawalSchema } from "@lab/survey-schema";
import pMap from "p-map";
import * as z from "zod";
import { parseJson } from "../contents/parse-json.ts";
import { listObjects, OBJECTS_IN_FLIGHT, readObject } from "../contents/read-objects.ts";
import type { Stack } from "../stack/stack.ts";
import { UnreadableAuditEntryError } from "./audit-errors.ts";
import {
  parseTombstoneKey,
  TOMBSTONES_PREFIX,
  type TombstoneKey,
  type TombstoneMode,
  tombstoneKey,
  tombstoneModes,
} from "./audit-keys.ts";
import { putEntry } from "./put-entry.ts";

/** What became of a participant's tombstone, and since when. */
export interface TombstoneEntry {
  readonly mode: TombstoneMode;
  /** Of `keep` and `erase`, the tombstone's own time. Of `reinstated`, a time after that of the tombstone that is gone. */
  readonly at: string;
  /** Who ran the command, at most 512 characters. */
  readonly by: string;
}

/** The newest entry of a participant. */
export interface TombstoneCopy extends TombstoneEntry {
  readonly user_id: string;
}

const copySchema = z.strictObject({
  format: z.literal(DOCUMENT_FORMAT),
  user_id: z.string().refine((id) => userIdSchema.safeParse(id).success),
  mode: z.enum(tombstoneModes),
  at: z.string().refine((at) => withdrawalSchema.shape.at.safeParse(at).success),
  by: z.string().min(1).max(512),
});

/**
 * Writes to the audit trail what became of a participant's tombstone. From there it comes back after the tables are lost. Writing the
 * same again changes nothing.
 *
 * The `at` of an entry says which is the newest, and a tombstone's time is a few seconds ahead of the clock. So take care that a
 * `reinstated` entry has a later time than the tombstone that it takes back.
 *
 * @throws ZodError for what is no entry; AuditEntryTakenError; whatever a request throws.
 * @example
 * await putTombstoneCopy(stack, "0001", { mode: "keep", at: "2026-11-24T20:14:36.000Z", by: "anna@lab" });
 */
export async function putTombstoneCopy(stack: Stack, user_id: string, entry: TombstoneEntry): Promise<void> {
  const { mode, at, by } = entry;
  const copy = copySchema.parse({ format: DOCUMENT_FORMAT, user_id, mode, at, by });
  await putEntry(stack, tombstoneKey({ user_id, mode, at: new Date(at) }), copy);
}

/**
 * Reads the newest entry of every participant who has any, in the order of the ids' bytes. Erasing is not undone, so an `erase` is the
 * newest, whatever follows. At the same time, `keep` is newer than `reinstated`. No more than a page of 1,000 objects is kept in memory.
 *
 * @throws UnreadableAuditEntryError for an object that no command of this version wrote; the signal's reason; whatever a request throws.
 */
export async function* readTombstoneCopies(
  stack: Stack,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<TombstoneCopy> {
  let open: TombstoneKey | undefined;
  for await (const page of listObjects(stack.s3, stack.outputs.auditBucketName, TOMBSTONES_PREFIX)) {
    const complete: TombstoneKey[] = [];
    for (const { key } of page) {
      const next = parseTombstoneKey(key);
      if (next === undefined) throw new UnreadableAuditEntryError(key);
      if (open !== undefined && open.user_id !== next.user_id) complete.push(open);
      open = open?.user_id === next.user_id ? newer(open, next) : next;
    }
    yield* await pMap(complete, (key) => readCopy(stack, key), {
      concurrency: OBJECTS_IN_FLIGHT,
      ...(signal && { signal }),
    });
  }
  if (open !== undefined) yield await readCopy(stack, open);
}

/** Of two entries of one participant, the one that counts. */
function newer(one: TombstoneKey, other: TombstoneKey): TombstoneKey {
  const rank = ({ mode, at }: TombstoneKey) => [mode === "erase" ? 1 : 0, at.getTime(), strictness(mode)];
  const [a, b] = [rank(one), rank(other)];
  const difference = a.map((value, index) => value - (b[index] ?? 0)).find((value) => value !== 0) ?? 0;
  return difference > 0 ? one : other;
}

const strictness = (mode: TombstoneMode) => tombstoneModes.indexOf(mode);

async function readCopy({ s3, outputs }: Stack, key: TombstoneKey): Promise<TombstoneCopy> {
  const name = tombstoneKey(key);
  const { data } = copySchema.safeParse(parseJson(await readObject(s3, outputs.auditBucketName, name)));
  const { user_id, mode, at } = key;
  // An entry under another's key would stop the wrong participant.
  if (data?.user_id !== user_id || data.mode !== mode || data.at !== at.toISOString()) {
    throw new UnreadableAuditEntryError(name);
  }
  return { user_id, mode, at: data.at, by: data.by };
}
