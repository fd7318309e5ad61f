import { surveySchema } from "@lab/survey-schema";

const KEY = "participant";

/** Who answers on this device. */
export interface KnownParticipant {
  /** From the link (`?participant=0001`), else whoever answered last; `undefined` if neither is known. */
  find(): string | undefined;
  /** Remembers who answers, until somebody else does. */
  remember(user_id: string): void;
}

/**
 * The lab gives each participant a link with their number. A number that no participant can have is not believed.
 *
 * @param search `location.search`.
 */
export function knownParticipant(
  search: string,
  storage: () => Storage = () => localStorage,
): KnownParticipant {
  return {
    find() {
      const candidates = [new URLSearchParams(search).get(KEY), remembered(storage)];
      return candidates.map((id) => surveySchema.shape.user_id.safeParse(id)).find(({ success }) => success)
        ?.data;
    },
    remember(user_id) {
      try {
        storage().setItem(KEY, user_id);
      } catch {
        // A browser without local storage asks each time.
      }
    },
  };
}

function remembered(storage: () => Storage): string | null {
  try {
    return storage().getItem(KEY);
  } catch {
    return null;
  }
}
