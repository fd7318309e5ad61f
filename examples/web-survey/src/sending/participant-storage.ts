import type { OutboxStorage } from "@lab/survey-client";
import { surveyOwner } from "./survey-owner.ts";

/**
 * The part of a storage in which one participant's surveys wait. One participant's surveys then never keep another's from being
 * sent, whatever is wrong with theirs.
 *
 * @param owner - whose; `undefined` for what is nobody's, because no survey has such an id.
 */
export function participantStorage(storage: OutboxStorage, owner: string | undefined): OutboxStorage {
  const list = async () => (await storage.list()).filter(({ id }) => surveyOwner(id) === owner);
  return {
    ...storage,
    list,
    count: async () => ({ waiting: (await list()).length, refused: (await storage.count()).refused }),
  };
}
