import type { Clock } from "./clock.ts";
import { retryWhileBusy } from "./retry-while-busy.ts";
import type { RawSurvey, SurveysBucket } from "./stores.ts";

/**
 * Puts a raw survey in the surveys bucket, where it never changes again.
 *
 * @returns `stored` when the bucket holds this very survey, put there now or before, however it was serialised then;
 * `conflicting` when a different survey holds the same participant and second.
 */
export async function storeSurvey(
  survey: RawSurvey,
  bucket: SurveysBucket,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<"stored" | "conflicting"> {
  return await retryWhileBusy(
    "the surveys bucket",
    async () => {
      const put = await bucket.putIfAbsent(survey, signal);
      if (put !== "occupied") return put;
      const occupant = await bucket.canonicalSha256(survey.key, signal);
      // Occupied a moment ago and now gone: the key may be free again.
      if (occupant === "absent") return "busy";
      if (occupant === "unreadable") return "conflicting";
      return occupant.sha256 === survey.canonicalSha256 ? "stored" : "conflicting";
    },
    { clock, signal },
  );
}
