import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where commands keep surveys that they have read: `lab-survey` in the user's folder for caches.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "lab-survey");
}
