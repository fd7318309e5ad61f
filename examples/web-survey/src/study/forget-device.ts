import { deleteDB } from "idb";
import { pageName, studyNames } from "./storage-names.ts";

/** How long to wait until the service worker is gone, in milliseconds. */
const PATIENCE = 2_000;

/**
 * Removes all that the page has on this device: of every study that it was of, surveys that wait, refused
 * surveys, receipts, participants and codes; and the page itself. Other pages of the same origin keep their
 * data. It needs no network. If it was cut short, another call finishes it, because the list of the rest goes
 * last.
 *
 * Whoever works with the databases must have stopped, in every tab.
 *
 * A browser may keep the service worker for longer than `patience`: Chromium does, if the network went away while it looked for a
 * new version of the worker. The worker knows nothing of a participant, and has no files any more. A worker that is just being
 * installed goes with its files once it is: that takes a tab that is still open.
 *
 * @param queueUrls - of the studies that the page was of.
 * @param patience - How long to wait until the service worker is gone, in milliseconds.
 */
export async function forgetDevice(
  folder: string,
  queueUrls: readonly string[],
  patience = PATIENCE,
): Promise<void> {
  for (const queueUrl of queueUrls) {
    const { outbox, participants, receipts } = studyNames(folder, queueUrl);
    // Receipts go first. A receipt whose survey is not waiting any more would look like that of a survey that
    // was sent.
    for (const name of [receipts, outbox, participants]) await deleteDB(name);
  }
  await forgetPage(folder, patience);
  await deleteDB(pageName(folder));
}

/** The service worker first, which would put the page's files back. */
async function forgetPage(folder: string, patience: number): Promise<void> {
  // Without HTTPS, and in some private windows, there are neither.
  if (!("serviceWorker" in navigator) || !("caches" in globalThis)) return;
  const scope = new URL(folder, location.origin).href;
  const registrations = await navigator.serviceWorker.getRegistrations();
  for (const registration of registrations) {
    if (registration.scope !== scope) continue;
    const enough = new Promise((resolve) => setTimeout(resolve, patience));
    // A worker that was just being installed goes later, and has put its files there meanwhile.
    const gone = registration.unregister().then(() => removeFiles(folder));
    await Promise.race([gone, enough]);
  }
  await removeFiles(folder);
}

async function removeFiles(folder: string): Promise<void> {
  const names = await caches.keys();
  const own = names.filter((name) => name.startsWith(`${__CACHE_PREFIX__}${folder} `));
  await Promise.all(own.map((name) => caches.delete(name)));
}
