import type { RejectionReason, SurveyIdentity } from "@lab/survey-schema";

/** Says that whoever may send messages to the queue may send surveys of everyone. */
export const TRUSTED_APP = "trusted-app";

/**
 * Whose credentials a survey may be sent with:
 *
 * - `trusted-app`: any that the queue takes messages from; whoever has them sends for every participant;
 * - `per-participant`: those of a session of the role with that unique id (`AROA…`), named after the participant.
 */
export type Senders =
  | { readonly mode: typeof TRUSTED_APP }
  | { readonly mode: "per-participant"; readonly roleId: string };

/**
 * What speaks against a survey because of who sent it.
 *
 * @param senderId - SQS's attribute `SenderId`, which a sender has no say in: for a role's session its unique
 *   id, a colon and the session's name, neither of which can contain a colon.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumedRoleUser.html
 * @example
 * senderReasons({ mode: "per-participant", roleId: "AROAEXAMPLE" }, "AROAEXAMPLE:0002", { user_id: "0001", … });
 * // [{ code: "wrong_sender", sender_id: "AROAEXAMPLE:0002" }]
 */
export function senderReasons(
  senders: Senders,
  senderId: string,
  { user_id }: Pick<SurveyIdentity, "user_id">,
): readonly RejectionReason[] {
  switch (senders.mode) {
    case TRUSTED_APP:
      return [];
    case "per-participant":
      return senderId === `${senders.roleId}:${user_id}`
        ? []
        : [{ code: "wrong_sender", sender_id: senderId }];
  }
}

/**
 * Whose survey a message is. With credentials of each participant, it is the sender's, whomever its body names. Else it is that of whom
 * the body names.
 *
 * @param senderId - as in {@link senderReasons}.
 * @param names - whom the body names, if it names somebody.
 * @returns undefined when nobody can be told.
 */
export function whoseSurvey(
  senders: Senders,
  senderId: string,
  names: string | undefined,
): string | undefined {
  if (senders.mode === TRUSTED_APP) return names;
  const session = `${senders.roleId}:`;
  return senderId.startsWith(session) ? senderId.slice(session.length) || names : names;
}
