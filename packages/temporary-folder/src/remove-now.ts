import { existsSync, rmSync } from "node:fs";

/** Somebody may still write to the folder, or hold a file of it open on Windows. So removal is tried for a while. */
export const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 } as const;

const MOST_ATTEMPTS = 10;

/**
 * Removes a folder before this returns, also while its removal is under way elsewhere. When a file goes from under its hands, `rmSync`
 * stops without an error and leaves the rest.
 */
export function removeNow(path: string): void {
  for (let attempt = 0; existsSync(path) && attempt < MOST_ATTEMPTS; attempt++) rmSync(path, removal);
}
