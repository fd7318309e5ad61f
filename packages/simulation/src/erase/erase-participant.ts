import { eraseAnswers, eraseLedger, readTombstone } from "./erase-items.ts";
import { eraseDocuments, eraseObjects } from "./erase-objects.ts";
import { type EraserParts, type ErasureReceipt, NotToBeErasedError } from "./eraser-parts.ts";

/** How long S3 takes a request after it was signed, in milliseconds. */
const SIGNATURE_LIFE = 900_000;

/**
 * Erases a participant: waits until no function can put anything of hers any more, deletes everything, and looks again until nothing is
 * found. What a service failed to delete is found by the next look.
 *
 * It is a stand-in with the same steps as the command's, so the simulation needs no stack. It sends its requests through the SDK's
 * clients, so other code can take its place.
 */
export async function eraseParticipant(userId: string, parts: EraserParts): Promise<ErasureReceipt> {
  const tombstone = await readTombstone(userId, parts);
  if (tombstone?.mode !== "erase") throw new NotToBeErasedError(userId);
  const quietFrom = Date.parse(tombstone.at) + parts.functionTimeout + SIGNATURE_LIFE;
  const wait = quietFrom - parts.serviceTime();
  if (wait > 0) await parts.sleep(wait);
  let deleted = 0;
  for (;;) {
    const found =
      (await eraseObjects(userId, parts)) +
      (await eraseLedger(userId, parts)) +
      (await eraseAnswers(userId, tombstone, parts)) +
      (await eraseDocuments(userId, parts));
    deleted += found;
    if (found === 0) return { userId, deleted };
  }
}
