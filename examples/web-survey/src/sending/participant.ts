import { surveySchema } from "@lab/survey-schema";

const PARTICIPANT = "participant";
const ENROLMENT_CODE = "code";

/** Who answers on this device. */
export interface KnownParticipant {
  /** From the link (`?participant=0001`), else whoever answered last; `undefined` if neither is known. */
  find(): string | undefined;
  /**
   * What the participant gets credentials for, where the lab gives them out per participant: from the link (`#code=…`), else from
   * an earlier one; `undefined` if there was none.
   */
  enrolmentCode(): string | undefined;
  /** Remembers who answers, until somebody else does. */
  remember(user_id: string): void;
}

/**
 * The lab gives each participant a link with their number, and perhaps an enrolment code: behind a `#`, which no web server sees.
 * A number that no participant can have is not believed.
 *
 * @param location the page's. An enrolment code in it is remembered at once.
 */
export function knownParticipant(
  { search, hash }: Pick<Location, "search" | "hash">,
  storage: () => Storage = () => localStorage,
): KnownParticipant {
  // A code may be Base64; in a link written by hand its plus signs stand for themselves.
  const fields = new URLSearchParams(hash.slice(1).replaceAll("+", "%2B"));
  const linkedCode = fields.get(ENROLMENT_CODE) || undefined;
  if (linkedCode !== undefined) write(ENROLMENT_CODE, linkedCode, storage);
  return {
    find() {
      const candidates = [new URLSearchParams(search).get(PARTICIPANT), read(PARTICIPANT, storage)];
      const parsed = candidates.map((id) => surveySchema.shape.user_id.safeParse(id));
      return parsed.find(({ success }) => success)?.data;
    },
    enrolmentCode: () => linkedCode ?? read(ENROLMENT_CODE, storage) ?? undefined,
    remember: (user_id) => write(PARTICIPANT, user_id, storage),
  };
}

function read(key: string, storage: () => Storage): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string, storage: () => Storage): void {
  try {
    storage().setItem(key, value);
  } catch {
    // A browser without local storage asks each time.
  }
}
