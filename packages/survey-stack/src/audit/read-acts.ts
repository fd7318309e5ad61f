import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import pMap from "p-map";
import { parseJson } from "../contents/parse-json.ts";
import { OBJECTS_IN_FLIGHT, readObject } from "../contents/read-objects.ts";
import type { Stack } from "../stack/stack.ts";
import { type Begun, begunSchema, type Ended, endedSchema } from "./act.ts";
import { ACTS_PREFIX, type ActKey, actsFrom, parseActKey } from "./audit-keys.ts";

/** What the trail has of one act. */
export type AuditedAct =
  /** Without `ended` it is under way, or it died. */
  | { readonly status: "read"; readonly begun: Begun; readonly ended: Ended | undefined }
  /** An object that no command of this version wrote, or an end without its beginning. */
  | { readonly status: "unreadable"; readonly key: string };

/** One object under `acts/`. */
type Part =
  | { readonly part: "begun"; readonly key: string; readonly begun: Begun }
  | { readonly part: "ended"; readonly key: string; readonly ended: Ended }
  | { readonly part: "unreadable"; readonly key: string };

/**
 * Reads the acts of the audit trail in the order in which they began. No more than a page of 1,000 objects is kept in memory.
 *
 * @param options - `since`: leave out what began before.
 * @throws Whatever a request throws; the signal's reason.
 */
export async function* readActs(
  stack: Stack,
  options: { readonly since?: Date | undefined; readonly signal?: AbortSignal } = {},
): AsyncGenerator<AuditedAct> {
  let open: Begun | undefined;
  for await (const one of parts(stack, options)) {
    if (one.part === "ended" && open !== undefined && isSameAct(open, one.ended)) {
      yield { status: "read", begun: open, ended: one.ended };
      open = undefined;
      continue;
    }
    if (open !== undefined) yield { status: "read", begun: open, ended: undefined };
    open = one.part === "begun" ? one.begun : undefined;
    if (one.part !== "begun") yield { status: "unreadable", key: one.key };
  }
  if (open !== undefined) yield { status: "read", begun: open, ended: undefined };
}

function isSameAct(begun: Begun, ended: Ended): boolean {
  return begun.id === ended.id && begun.act === ended.act;
}

async function* parts(
  stack: Stack,
  { since, signal }: { readonly since?: Date | undefined; readonly signal?: AbortSignal },
): AsyncGenerator<Part> {
  const input = {
    Bucket: stack.outputs.auditBucketName,
    Prefix: ACTS_PREFIX,
    ...(since !== undefined && { StartAfter: actsFrom(since) }),
  };
  for await (const { Contents = [] } of paginateListObjectsV2({ client: stack.s3 }, input)) {
    const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    yield* await pMap(keys, (key) => readPart(stack, key), {
      concurrency: OBJECTS_IN_FLIGHT,
      ...(signal && { signal }),
    });
  }
}

async function readPart({ s3, outputs }: Stack, key: string): Promise<Part> {
  const parsed = parseActKey(key);
  if (parsed === undefined) return { part: "unreadable", key };
  const value = parseJson(await readObject(s3, outputs.auditBucketName, key));
  return parsed.part === "begun" ? begunPart(key, parsed, value) : endedPart(key, parsed, value);
}

function begunPart(key: string, { at, id, act }: ActKey, value: unknown): Part {
  const { data } = begunSchema.safeParse(value);
  const belongs = data?.id === id && data.act === act && Date.parse(data.begun_at) === at.getTime();
  return data !== undefined && belongs ? { part: "begun", key, begun: data } : { part: "unreadable", key };
}

function endedPart(key: string, { id, act }: ActKey, value: unknown): Part {
  const { data } = endedSchema.safeParse(value);
  const belongs = data?.id === id && data.act === act;
  return data !== undefined && belongs ? { part: "ended", key, ended: data } : { part: "unreadable", key };
}
