import { deleteFaults } from "../faults/s3-faults.ts";
import type { World } from "../schedule/world.ts";
import { type Deletion, deleteObjects } from "../world/version-requests.ts";
import type { ServiceRequest } from "./service-request.ts";

/** @param name - names this sending of the request among all. */
export function deletionRequest(
  deletions: readonly Deletion[],
  name: string,
  { storage, decisions, changed, tell }: World,
): ServiceRequest {
  const [first] = deletions;
  let tries = 0;
  return {
    service: "s3",
    label: `DeleteObjects ${first?.bucket}/${first?.key} and ${deletions.length - 1} more`,
    faults: deleteFaults,
    takeEffect() {
      const attempt = `${name} ${tries++}`;
      const some = decisions.fault(`${attempt} some`, [{ kind: "s3: deletion failed for some" }]);
      const fails = ({ key, versionId }: Deletion) => {
        if (some === undefined || decisions.fraction(`${attempt} ${key} ${versionId}`) >= 0.5) return false;
        decisions.reached(some.kind);
        tell?.(`${attempt}: ${some.kind}, ${key}`);
        return true;
      };
      const answer = deleteObjects(storage, deletions, fails);
      changed();
      return { ok: answer };
    },
  };
}
