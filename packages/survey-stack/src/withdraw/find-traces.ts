import { parseSurveyObjectKey, rejectedDocumentSchema, undeliveredSurveySchema } from "@lab/survey-schema";
import pMap from "p-map";
import { type ObjectVersion, objectVersions, versionsOfKeys } from "../contents/object-versions.ts";
import { parseJson } from "../contents/parse-json.ts";
import { OBJECTS_IN_FLIGHT, readObjectIfThere } from "../contents/read-objects.ts";
import { type Place, placeOf } from "../contents/rejected-place.ts";
import type { Stack } from "../stack/stack.ts";
import { keptMessage, participantOfMessage } from "./kept-message.ts";

/** A version of a document in the rejected bucket that holds a survey of somebody. */
export interface DocumentTrace extends ObjectVersion {
  readonly user_id: string;
  readonly place: Place;
}

/** What was found in the rejected bucket. */
export interface DocumentTraces {
  readonly traces: readonly DocumentTrace[];
  /** Bodies that name nobody, so nobody can tell whose they are. */
  readonly nameless: number;
  /** Documents that are none of ours, or cannot be read. */
  readonly unreadable: number;
}

/** All versions of a participant's surveys in the surveys bucket, delete markers too. `1` also begins the keys of `10`. */
export async function surveyVersions({ s3, outputs }: Stack, user_id: string): Promise<ObjectVersion[]> {
  const isHers = (key: string) => parseSurveyObjectKey(key)?.user_id === user_id;
  return await versionsOfKeys(s3, outputs.surveysBucketName, user_id, isHers);
}

/**
 * Finds what the rejected bucket holds of some participants. Its keys name messages, not participants. So every version of every document
 * is read. That costs $0.04 for 100,000 documents (S3 takes $0.40 for a million GETs in us-east-1).
 *
 * @param onRead - is told how many documents were read.
 */
export async function documentTraces(
  stack: Stack,
  user_ids: ReadonlySet<string>,
  { signal, onRead }: { readonly signal: AbortSignal; readonly onRead?: (count: number) => void },
): Promise<DocumentTraces> {
  const bucket = stack.outputs.rejectedBucketName;
  const traces: DocumentTrace[] = [];
  let [read, nameless, unreadable] = [0, 0, 0];
  const look = async (version: ObjectVersion) => {
    const place = placeOf(version.key);
    const owner = await ownerOf(stack, version);
    if (place === undefined || owner === "unreadable") unreadable++;
    else if (owner === "nobody") nameless++;
    else if (owner !== "bodiless" && user_ids.has(owner.user_id)) {
      traces.push({ ...version, place, user_id: owner.user_id });
    }
  };
  for await (const page of objectVersions(stack.s3, bucket)) {
    const withBody = page.filter(({ isMarker }) => !isMarker);
    await pMap(withBody, look, { concurrency: OBJECTS_IN_FLIGHT, signal });
    read += page.length;
    onRead?.(read);
  }
  return { traces, nameless, unreadable };
}

type Owner = { readonly user_id: string } | "nobody" | "bodiless" | "unreadable";

async function ownerOf(stack: Stack, { key, versionId }: ObjectVersion): Promise<Owner> {
  const text = await readObjectIfThere(stack.s3, stack.outputs.rejectedBucketName, key, versionId);
  // Deleted since it was listed.
  if (text === undefined) return "bodiless";
  const json = parseJson(text);
  const document =
    rejectedDocumentSchema.safeParse(json).data ?? undeliveredSurveySchema.safeParse(json).data;
  if (document === undefined) return "unreadable";
  if (!("body" in document) && !("message" in document)) return "bodiless";
  const user_id = participantOfMessage(stack, keptMessage(document));
  return user_id === undefined ? "nobody" : { user_id };
}
