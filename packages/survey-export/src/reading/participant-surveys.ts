import { hash } from "node:crypto";
import { canonicalSha256 } from "@lab/survey-processor";
import type { Submission } from "@lab/survey-schema";
import { checkItem, queryParticipant, readObjectIfThere, type Stack } from "@lab/survey-stack";
import pMap, { pMapIterable } from "p-map";
import type { CachedSurvey, SurveyCache } from "./survey-cache.ts";

/** How many participants are read at the same time, and how many surveys of each. */
const PARTICIPANTS_IN_FLIGHT = 8;
const SURVEYS_IN_FLIGHT = 8;

/** An accepted survey: what the ledger has of it, and the survey as it was received. */
export interface AcceptedSurvey {
  readonly submission: Submission;
  /** The body of the message, byte for byte. */
  readonly body: string;
}

/**
 * Why a survey of the ledger cannot be handed out.
 *
 * - `item_wrong`: its ledger item is not as the processor writes it;
 * - `object_missing`: the ledger has it, and the bucket does not;
 * - `object_differs`: the object is not the survey that the ledger has.
 */
export interface SurveyProblem {
  readonly kind: "item_wrong" | "object_missing" | "object_differs";
  /** The object's key; where not even that can be told, the ledger item's. */
  readonly key: string;
}

/** All accepted surveys of one participant, the oldest by device time first. */
export interface ParticipantSurveys {
  readonly user_id: string;
  readonly surveys: readonly AcceptedSurvey[];
  readonly problems: readonly SurveyProblem[];
  /** How many objects had to be asked for, since the cache did not have them. */
  readonly fetched: number;
}

/**
 * Reads the surveys of participants, one participant after the other in the order in which they are named, and a few ahead. The ledger says
 * which surveys there are. Each object is compared with the hash in its ledger item. What was read before comes from the cache, and the
 * cache then has what the ledger has.
 */
export function readParticipants(
  stack: Stack,
  user_ids: Iterable<string>,
  options: { readonly cache: SurveyCache; readonly signal: AbortSignal },
): AsyncIterable<ParticipantSurveys> {
  return pMapIterable(user_ids, (user_id) => readParticipant(stack, user_id, options), {
    concurrency: PARTICIPANTS_IN_FLIGHT,
  });
}

async function readParticipant(
  stack: Stack,
  user_id: string,
  { cache, signal }: { readonly cache: SurveyCache; readonly signal: AbortSignal },
): Promise<ParticipantSurveys> {
  signal.throwIfAborted();
  const { dynamodb, outputs } = stack;
  const [items, before] = await Promise.all([
    queryParticipant(dynamodb, outputs.submissionsTableName, user_id),
    cache.read(user_id),
  ]);
  const problems: SurveyProblem[] = [];
  const read = async (item: (typeof items)[number]) => {
    signal.throwIfAborted();
    const { submission } = checkItem(item);
    if (submission === undefined) {
      problems.push({ kind: "item_wrong", key: `${user_id} ${String(item.submission_time)}` });
      return undefined;
    }
    const { object_key: key, object_etag: etag } = submission;
    const known = before.get(key);
    if (known?.etag === etag) return { submission, object: known, isNew: false };
    const fetched = await fetchSurvey(stack, submission);
    if (typeof fetched !== "string") return { submission, object: fetched, isNew: true };
    problems.push({ kind: fetched, key });
    return undefined;
  };
  const found = (await pMap(items, read, { concurrency: SURVEYS_IN_FLIGHT })).filter(
    (one) => one !== undefined,
  );
  const fetched = found.filter(({ isNew }) => isNew).length;
  if (fetched > 0 || found.length !== before.size) {
    await cache.write(
      user_id,
      found.map(({ object }) => object),
    );
  }
  return {
    user_id,
    surveys: found.map(({ submission, object }) => ({ submission, body: object.body })),
    problems,
    fetched,
  };
}

async function fetchSurvey(
  { s3, outputs, judge }: Stack,
  submission: Submission,
): Promise<CachedSurvey | "object_missing" | "object_differs"> {
  const { object_key: key, object_etag: etag, canonical_sha256 } = submission;
  const body = await readObjectIfThere(s3, outputs.surveysBucketName, key);
  if (body === undefined) return "object_missing";
  const parsed = judge.parse(body);
  if (!parsed.wellFormed || canonicalSha256(parsed.json) !== canonical_sha256) return "object_differs";
  return { key, etag, sha256: hash("sha256", body), body };
}
