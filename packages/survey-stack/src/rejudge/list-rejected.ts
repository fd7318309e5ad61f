import {
  parseRejectedObjectKey,
  type RejectedSurvey,
  type RejectionReason,
  rejectedSurveySchema,
} from "@lab/survey-schema";
import pMap from "p-map";
import { parseJson } from "../contents/parse-json.ts";
import { listObjects, OBJECTS_IN_FLIGHT, readObjectIfThere } from "../contents/read-objects.ts";
import type { Stack } from "../stack/stack.ts";

type Code = RejectionReason["code"];

/** A rejected survey that may be judged again, without its body. */
export interface RejectedListing {
  /** Its key in the rejected bucket. */
  readonly key: string;
  readonly messageId: string;
  /** When SQS took the message: ISO 8601, UTC. */
  readonly sentAt: string;
  readonly reasons: readonly Code[];
  /** The questionnaire that the study did not have, as the survey names it. */
  readonly questionnaire?: string;
  /** Whether the study has the questionnaire by now, or had it all along. */
  readonly isKnownNow: boolean;
}

/**
 * Lists the rejected surveys that have one of some reasons, in the order of their keys; bodies are not kept in memory.
 *
 * @param options - `onRead`: is told how many documents were read.
 */
export async function listRejected(
  stack: Stack,
  reasons: readonly Code[],
  options: { readonly signal?: AbortSignal; readonly onRead?: (count: number) => void } = {},
): Promise<RejectedListing[]> {
  const { signal, onRead } = options;
  const { s3, outputs } = stack;
  const listings: RejectedListing[] = [];
  let read = 0;
  for await (const page of listObjects(s3, outputs.rejectedBucketName)) {
    const keys = page.flatMap(({ key }) => (parseRejectedObjectKey(key) === undefined ? [] : [key]));
    const found = await pMap(keys, (key) => describe(stack, key), {
      concurrency: OBJECTS_IN_FLIGHT,
      ...(signal && { signal }),
    });
    listings.push(
      ...found
        .filter((one) => one !== undefined)
        .filter((one) => one.reasons.some((code) => reasons.includes(code))),
    );
    read += keys.length;
    onRead?.(read);
  }
  return listings;
}

/**
 * Reads a rejected survey's document.
 *
 * @returns Undefined when the object is no such document, which `reconcile` names then. Also when it is gone, since whoever judges again
 *   at the same time takes away what was listed.
 */
export async function readRejected(
  { s3, outputs }: Stack,
  key: string,
): Promise<{ readonly text: string; readonly rejected: RejectedSurvey } | undefined> {
  const text = await readObjectIfThere(s3, outputs.rejectedBucketName, key);
  if (text === undefined) return undefined;
  const { data } = rejectedSurveySchema.safeParse(parseJson(text));
  return data && { text, rejected: data };
}

async function describe(stack: Stack, key: string): Promise<RejectedListing | undefined> {
  const stored = await readRejected(stack, key);
  if (stored === undefined) return undefined;
  const { message_id, sent_at, reasons } = stored.rejected;
  const unknown = reasons.find((reason) => reason.code === "unknown_questionnaire");
  return {
    key,
    messageId: message_id,
    sentAt: sent_at,
    reasons: reasons.map(({ code }) => code),
    ...(unknown !== undefined && { questionnaire: unknown.questionnaire }),
    isKnownNow: isKnown(stack, stored.rejected.body),
  };
}

/** A survey that is malformed by now is known: it is judged again, and rejected with its issues. */
function isKnown({ judge }: Stack, body: string): boolean {
  const parsed = judge.parse(body);
  return !parsed.wellFormed || parsed.known;
}
