import { isDeepStrictEqual } from "node:util";
import type { Submission } from "@lab/survey-schema";
import pMap from "p-map";
import type { Item } from "../contents/get-items.ts";
import { checkItem, ledgerItemsOf } from "../contents/ledger-items.ts";
import { listObjects, OBJECTS_IN_FLIGHT } from "../contents/read-objects.ts";
import { keyOfItem, lookupKey, submissionOfKey } from "../contents/submission-of-key.ts";
import { readSurvey, type StoredSurvey } from "../contents/survey-object.ts";
import type { Check } from "./check.ts";
import type { Difference } from "./difference.ts";
import type { Note } from "./note.ts";

/** What the surveys bucket has. */
export interface ObjectCounts {
  readonly objects: number;
  /** By participant: how many objects have a ledger item. */
  readonly inLedger: ReadonlyMap<string, number>;
}

/**
 * Checks every object of the surveys bucket against its ledger item. The bucket is listed, 1,000 objects with
 * a request, and the ledger asked for their items, 100 with a request. An object with the ledger's ETag has
 * the bytes that the processor stored, unless somebody changed both, so it is not read. The others are read.
 * A deep check reads all.
 *
 * Takes memory for each participant.
 */
export async function checkObjects(check: Check): Promise<ObjectCounts> {
  const { stack, signal, deep, found, onRead } = check;
  const inLedger = new Map<string, number>();
  let objects = 0;
  for await (const page of listObjects(stack.s3, stack.outputs.surveysBucketName)) {
    signal.throwIfAborted();
    const items = await ledgerItemsOf(
      stack,
      page.map(({ key }) => key),
    );
    const suspects: { key: string; item: Item | undefined }[] = [];
    for (const { key, etag } of page) {
      const submission = submissionOfKey(key);
      if (submission === undefined) {
        found({ kind: "object_key_malformed", key });
        continue;
      }
      const item = items.get(lookupKey(submission));
      if (item === undefined) found({ kind: "object_without_ledger_item", key });
      else inLedger.set(submission.user_id, (inLedger.get(submission.user_id) ?? 0) + 1);
      if (deep || (item !== undefined && item.object_etag !== etag)) suspects.push({ key, item });
    }
    const readOne = async ({ key, item }: { key: string; item: Item | undefined }) =>
      report(await checkObject(key, item, check), check);
    await pMap(suspects, readOne, { concurrency: OBJECTS_IN_FLIGHT, signal });
    objects += page.length;
    onRead(page.length);
  }
  return { objects, inLedger };
}

/** What was found of one object. */
export interface Findings {
  readonly differences: readonly Difference[];
  readonly notes: readonly Note[];
}

/** Passes on what was found. */
export function report(
  { differences, notes }: Findings,
  { found, note }: Pick<Check, "found" | "note">,
): void {
  for (const difference of differences) found(difference);
  for (const one of notes) note(one);
}

/**
 * Reads one object of the surveys bucket, and compares it with its ledger item. A deep check also judges the survey, and holds
 * metadata and all of the item against it.
 */
export async function checkObject(
  key: string,
  item: Item | undefined,
  { stack, deep }: Pick<Check, "stack" | "deep">,
): Promise<Findings> {
  const stored = await readSurvey(stack, key);
  switch (stored) {
    case "absent":
      return only(item && { kind: "ledger_item_without_object", key });
    case "unreadable":
      return only({ kind: "object_unreadable", key });
    case "unknown_format":
      return only({ kind: "object_format_unknown", key });
    case "unknown_questionnaire":
      return only({ kind: "object_questionnaire_unknown", key });
    default: {
      const compared = compareWithItem(key, stored, item, deep);
      const judged = deep ? judgeStored(key, stored) : [];
      return { ...compared, differences: [...compared.differences, ...judged] };
    }
  }
}

function compareWithItem(
  key: string,
  { submission: told }: StoredSurvey,
  item: Item | undefined,
  deep: boolean,
): Findings {
  if (item === undefined) return only(undefined);
  if (item.canonical_sha256 !== told.canonical_sha256) return only({ kind: "hash_differs", key });
  // An item of another form is found when the ledger is checked. Of this form, everything else follows from its key.
  const { submission } = checkItem(item);
  if (submission === undefined) return only(undefined);
  const attributes = deep ? differingAttributes(submission, told) : [];
  return {
    differences:
      attributes.length > 0 ? [{ kind: "ledger_item_differs", ...keyOfItem(item), attributes }] : [],
    notes: submission.object_etag === told.object_etag ? [] : [{ kind: "etag_differs", key }],
  };
}

/** The attributes of two ledger items that are not the same. An ETag may change, which is a note. */
function differingAttributes(a: Submission, b: Submission): string[] {
  const left = new Map<string, unknown>(Object.entries({ ...a, object_etag: "" }));
  const right = new Map<string, unknown>(Object.entries({ ...b, object_etag: "" }));
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names].filter((name) => !isDeepStrictEqual(left.get(name), right.get(name))).sort();
}

function judgeStored(key: string, { reasons, wrongMetadata }: StoredSurvey): Difference[] {
  return [
    ...(reasons.length === 0 ? [] : [{ kind: "invalid_survey_stored", key, reasons } as const]),
    ...(wrongMetadata.length === 0
      ? []
      : [{ kind: "metadata_differs", key, metadata: wrongMetadata } as const]),
  ];
}

function only(difference: Difference | undefined): Findings {
  return { differences: difference === undefined ? [] : [difference], notes: [] };
}
