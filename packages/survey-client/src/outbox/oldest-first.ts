import { type Judge, parseSurveyObjectKey, submissionTime } from "@lab/survey-schema";
import type { EntryRef } from "../storage/outbox-storage.ts";
import type { FlushContext } from "./flush-page.ts";

/** By submission time, and then in the order of saving. Entries without a time come last. */
export async function oldestFirst(
  { storage, times, judge }: FlushContext,
  signal: AbortSignal | undefined,
): Promise<EntryRef[]> {
  const refs = await storage.list();
  const present = new Set(refs.map(({ key }) => key));
  for (const key of times.keys()) if (!present.has(key)) times.delete(key);
  const timed: { ref: EntryRef; time: string }[] = [];
  for (const ref of refs) {
    let time = timeOfId(ref.id) ?? times.get(ref.key);
    if (time === undefined && !signal?.aborted) {
      time = timeOf((await storage.read(ref.key).catch(() => undefined))?.text, judge);
      if (time !== undefined) times.set(ref.key, time);
    }
    timed.push({ ref, time: time ?? "later" });
  }
  return timed.sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time))).map(({ ref }) => ref);
}

function timeOfId(id: string | undefined): string | undefined {
  const identity = parseSurveyObjectKey(id ?? "");
  return identity && submissionTime(identity.timestamp);
}

function timeOf(text: string | undefined, judge: Judge): string | undefined {
  const parsed = judge.parse(text ?? "");
  return parsed.wellFormed ? submissionTime(parsed.survey.timestamp) : undefined;
}
