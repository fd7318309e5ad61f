import type { Participants } from "../study/participants.ts";
import type { CheckedCode } from "./check-code.ts";
import type { ParticipantLink } from "./participant-link.ts";

/**
 * What a participant must know of the link that they opened:
 *
 * - `code_of_another`: its code belongs to somebody else, so nothing was changed;
 * - `code_unknown`: its code is nobody's, so nothing was changed;
 * - `code_unchecked`: its code could not be checked, because nobody answered, and was not kept;
 * - `code_check_failed`: as `code_unchecked`, but the vending endpoint did answer.
 */
export type LinkProblem = "code_of_another" | "code_unknown" | "code_unchecked" | "code_check_failed";

const unchecked = { unreachable: "code_unchecked", unavailable: "code_check_failed" } as const;

export interface Arrival {
  /** Who answers; `undefined` if the page has to ask. */
  readonly user_id: string | undefined;
  readonly problem?: LinkProblem;
}

export interface ArrivalParts {
  readonly participants: Participants;
  /** Finds out whose a code is; `undefined` where a study has no enrolment codes, so that a link's code means nothing. */
  readonly check: ((code: string) => Promise<CheckedCode>) | undefined;
  /** Asks the person at the device whether it should change hands. */
  readonly mayChange: (from: string, to: string) => Promise<boolean>;
}

/**
 * Decides who answers when the page is opened, and keeps what the link brought. A link for the participant who answers already
 * changes nothing. A link for another one changes nothing either, unless the person at the device says so. A code is kept only
 * for the participant whose it is; one that cannot be checked now is kept where there is no other, because the credentials that
 * it brings later are compared again.
 *
 * Rejects when the device's storage fails.
 */
export async function arrive(
  { participant, code }: ParticipantLink,
  { participants, check, mayChange }: ArrivalParts,
): Promise<Arrival> {
  const current = await participants.current();
  const linked = await readLink();
  const { user_id } = linked;
  if (user_id === undefined || "problem" in linked) {
    return { ...linked, user_id: current ?? user_id };
  }
  if (current !== undefined && current !== user_id) {
    if (!(await mayChange(current, user_id))) return { user_id: current };
    if (linked.code === undefined) await participants.setCurrent(user_id);
  }
  if (linked.code !== undefined) await participants.enrol(user_id, linked.code);
  return { user_id };

  /** Whom the link is for, and the code to keep of it. */
  async function readLink(): Promise<Arrival & { readonly code?: string }> {
    if (code === undefined || check === undefined) return { user_id: participant };
    const kept = participant === undefined ? undefined : await participants.codeOf(participant);
    if (kept === code) return { user_id: participant };
    const checked = await check(code);
    switch (checked.status) {
      case "known":
        return participant === undefined || participant === checked.participant
          ? { user_id: checked.participant, code }
          : { user_id: undefined, problem: "code_of_another" };
      case "unknown":
        return { user_id: participant, problem: "code_unknown" };
      case "unreachable":
      case "unavailable":
        return participant === undefined || kept !== undefined
          ? { user_id: participant, problem: unchecked[checked.status] }
          : { user_id: participant, code };
    }
  }
}
