import { homedir } from "node:os";
import { join } from "node:path";
import { noCache, type SurveyCache, surveyCache } from "@lab/survey-export";
import type { Stack } from "@lab/survey-stack";

/**
 * Where commands keep surveys that they have read: `lab-survey` in the user's folder for caches.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "lab-survey");
}

/**
 * The cache of a stack's surveys on this computer.
 *
 * @param options - `cache`: false for one that keeps nothing, as `--no-cache` asks for.
 */
export function cacheOf({ outputs }: Stack, { cache }: { readonly cache: boolean }): SurveyCache {
  return cache ? surveyCache(cacheFolder(), outputs.surveysBucketName) : noCache;
}
