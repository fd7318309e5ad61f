import type { StoredAs } from "@lab/survey-schema";
import { retryWhileBusy } from "../stores/retry-while-busy.ts";
import type { RawSurvey, SurveysBucket } from "../stores/stores.ts";
import type { Clock } from "../time/clock.ts";

/**
 * Puts a raw survey in the surveys bucket, where it never changes again.
 *
 * @returns how the bucket holds this very survey, put there now or before, however it was serialised then: a survey that was
 * stored before keeps the ETag of its object and the time of its message. `conflicting` when a different survey holds the same
 * participant and second.
 */
export async function storeSurvey(
  survey: RawSurvey,
  bucket: SurveysBucket,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<StoredAs | "conflicting"> {
  const { canonicalSha256, receivedAt } = survey;
  return await retryWhileBusy(
    "the surveys bucket",
    async () => {
      const put = await bucket.putIfAbsent(survey, signal);
      if (put === "busy") return "busy";
      if (put !== "occupied") return { canonicalSha256, etag: put.etag, receivedAt };
      const occupant = await bucket.occupant(survey.key, signal);
      // Occupied a moment ago and now gone: the key may be free again.
      if (occupant === "absent") return "busy";
      if (occupant === "unreadable") return "conflicting";
      return occupant.canonicalSha256 === canonicalSha256 ? occupant : "conflicting";
    },
    { clock, signal },
  );
}
